import { randomUUID } from 'node:crypto'
import { addShiftTemplate } from '#shared/rota/contract.ts'
import type { Attempt } from './historyModel.ts'
import type { Person } from './person.ts'

const NEVER_MS = 60_000

/** Somebody at a desk whose every press is a key: sent again under the same key until it is told how it ended, and written down. */
export class KeyedWriter {
  readonly history: Attempt[] = []
  /** How many answers said that it is known to be unknown (503), and how many anything else of 500 or more. */
  unavailable = 0
  faults = 0
  readonly #person: () => Person
  readonly #name: string

  /** @param person asked for anew at each attempt, since the server may be another by then */
  constructor(name: string, person: () => Person) {
    this.#name = name
    this.#person = person
  }

  /** One attempt. Whatever goes wrong on the way tells nothing. */
  async attempts(name: string, key: string): Promise<Attempt['heard']> {
    const template = { name, startsAt: '15:00', endsAt: '23:00', role: 'duty', breakMinutes: 30 } as const
    const answer = await this.#person()
      .tries(addShiftTemplate, template, key)
      .catch(() => null)
    if (answer?.status === 503) this.unavailable += 1
    else if (answer && answer.status >= 500) this.faults += 1
    const heard =
      answer?.status === 200 ? 'done' : answer && answer.status < 500 && answer.status !== 409 ? 'refused' : 'nothing'
    this.history.push({ key: name, heard, ...(heard === 'done' && { answer: JSON.stringify(answer?.body['value']) }) })
    return heard
  }

  /** Writes until told to stop, each thing until it is known. What is under way when it is told so is left unknown. */
  async writes(isOver: () => boolean, pauseMs = 0): Promise<void> {
    for (let turn = 0; !isOver(); turn += 1) {
      const name = `${this.#name} ${turn}`
      const key = randomUUID()
      for (let waited = 0; !isOver() && waited < NEVER_MS; waited += 50) {
        if ((await this.attempts(name, key)) !== 'nothing') break
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
}
