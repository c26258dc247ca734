import * as Args from '@oclif/core/args'
import { BaseCommand } from '../cli/base.js'
import { bash } from '../cli/completion/bash.js'
import { fish } from '../cli/completion/fish.js'
import { surface } from '../cli/completion/surface.js'
import { zsh } from '../cli/completion/zsh.js'

const SHELLS = { bash, zsh, fish }

export default class Completion extends BaseCommand {
  static override summary = 'Print a completion script for bash, zsh or fish'
  static override examples = [
    { description: 'in ~/.bashrc', command: 'source <(<%= config.bin %> completion bash)' },
    { description: 'in ~/.zshrc', command: 'source <(<%= config.bin %> completion zsh)' },
    { description: 'in ~/.config/fish/config.fish', command: '<%= config.bin %> completion fish | source' },
  ]
  static override args = {
    shell: Args.string({
      required: true,
      ignoreStdin: true,
      options: Object.keys(SHELLS),
      description: 'your shell',
    }),
  }

  async run(): Promise<void> {
    const { args } = await this.parse(Completion)
    await this.print(SHELLS[args.shell as keyof typeof SHELLS](surface(this.config)))
  }
}
