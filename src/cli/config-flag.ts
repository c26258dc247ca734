import * as Flags from '@oclif/core/flags'

/** For commands that read the configuration. */
export const configFlag = {
  config: Flags.string({
    description: "folder of the project's configuration, trusted also with base URL and key file",
    helpValue: 'DIR',
    helpGroup: 'CONFIGURATION',
    defaultHelp: async () => 'strom',
  }),
}
