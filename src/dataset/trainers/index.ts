import type { Trainer } from './trainer.js'

/** The trainers of `strom export --for` and `strom validate --for`, each loaded when it is asked for. */
export const TRAINERS = {
  axolotl: {
    summary: 'messages, and axolotl.yaml with the datasets block',
    load: async () => (await import('./axolotl.js')).axolotl,
  },
  llamafactory: {
    summary: 'conversations, and dataset_info.json with all columns and tags',
    load: async () => (await import('./llamafactory.js')).llamafactory,
  },
  trl: {
    summary: 'prompt and completion, one row an answer, and train.py',
    load: async () => (await import('./trl.js')).trl,
  },
  unsloth: {
    summary: 'conversations with exactly from and value, and train.py',
    load: async () => (await import('./unsloth.js')).unsloth,
  },
  together: {
    summary: 'messages with weight, and finetune.sh',
    load: async () => (await import('./together.js')).together,
  },
  fireworks: {
    summary: 'messages with weight, and finetune.sh',
    load: async () => (await import('./fireworks.js')).fireworks,
  },
  openai: {
    summary: 'messages with weight, and job.json; also for Azure',
    load: async () => (await import('./openai.js')).openai,
  },
} satisfies Record<string, { summary: string; load: () => Promise<Trainer> }>

export type TrainerName = keyof typeof TRAINERS
export const TRAINER_NAMES = Object.keys(TRAINERS) as TrainerName[]
