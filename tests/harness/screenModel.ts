import { dropped, heard, holeBefore, holeOfReturn, newLine, opened, type Line } from '#client/kernel/connection.ts'
import { makeGapFiller, type FillHole } from '#client/kernel/gapFiller.ts'
import type { Missed } from '#shared/kernel/missed.ts'
import { topics, type Topic } from '#shared/kernel/topic.ts'

interface News {
  readonly epoch: string
  readonly seq: number
  readonly after: number
  /** Nothing for a pulse, which tells of no event itself. */
  readonly touches: readonly Topic[] | null
}

interface Question {
  readonly epoch: string
  readonly since: number
  readonly answer: (missed: Missed) => void
  readonly fail: (why: Error) => void
}

/** One of: something happens; what is on its way arrives, arrives once more, or never; the line comes back; a question is answered or fails; a restore. */
export type Step =
  | { readonly is: 'command'; readonly events: number; readonly touches: readonly Topic[] }
  | { readonly is: 'arrives' | 'arrives twice' | 'is lost'; readonly which: number }
  | { readonly is: 'pulse' | 'comes back' | 'is answered' | 'fails' }
  | { readonly is: 'restore'; readonly lost: number }

/**
 * A hub that only counts, and a screen over a wire that loses, doubles, holds up and mixes what is on its way. The screen decides by the
 * product's own rules what to ask for again; whether it knows of everything is worked out here, from what happened, by itself.
 */
export class ScreenModel {
  #epoch = 'epoch 0'
  #seq = 0
  /** Every event of this epoch, by its number. */
  readonly #happened: (readonly Topic[])[] = []
  /** A moment that counts on through restores, and at which each topic changed last and was asked for last. */
  #moment = 0
  readonly #changedAt = new Map<Topic, number>()
  readonly #askedAt = new Map<Topic, number>()
  readonly #onTheWay: News[] = []
  readonly #questions: Question[] = []
  #line: Line = opened(newLine(0))
  readonly #fill: FillHole
  readonly counts = { delivered: 0, doubled: 0, lost: 0, 'out of order': 0, restores: 0, 'asked again': 0 }

  constructor() {
    this.#fill = makeGapFiller(
      ({ epoch, since }) => new Promise((answer, fail) => void this.#questions.push({ epoch, since, answer, fail })),
      (stale) => this.#asks(stale === 'all' ? topics : [...stale]),
    )
    this.#asks(topics)
    this.#hears({ epoch: this.#epoch, seq: 0, after: 0, touches: null })
  }

  async takes(step: Step): Promise<void> {
    this.#moment += 1
    if (step.is === 'command') this.#happens(step.events, step.touches)
    else if (step.is === 'pulse')
      this.#onTheWay.push({ epoch: this.#epoch, seq: this.#seq, after: this.#seq, touches: null })
    else if (step.is === 'comes back') this.#comesBack()
    else if (step.is === 'restore') this.#isRestored(step.lost)
    else if (step.is === 'is answered' || step.is === 'fails') await this.#answers(step.is === 'fails')
    else if ('which' in step) this.#wire(step.is, step.which)
  }

  /** The line is as it should be again: a pulse comes, and every question has its answer. @returns the topics whose last change is not on screen */
  async settles(): Promise<readonly Topic[]> {
    this.#hears({ epoch: this.#epoch, seq: this.#seq, after: this.#seq, touches: null })
    for (let turns = 0; this.#questions.length > 0 && turns < 100; turns += 1) await this.#answers(false)
    const isBehind = (topic: Topic): boolean => (this.#askedAt.get(topic) ?? -1) < (this.#changedAt.get(topic) ?? -1)
    return topics.filter(isBehind)
  }

  #happens(events: number, touches: readonly Topic[]): void {
    const after = this.#seq
    for (let count = 0; count < events; count += 1) this.#happened.push(touches)
    this.#seq += events
    for (const topic of touches) this.#changedAt.set(topic, this.#moment)
    this.#onTheWay.push({ epoch: this.#epoch, seq: this.#seq, after, touches })
  }

  /** Back to an earlier number, under a new epoch: anything may be other than it was. */
  #isRestored(lost: number): void {
    this.counts.restores += 1
    this.#epoch = `epoch ${this.counts.restores}`
    this.#seq = Math.max(0, this.#seq - lost)
    this.#happened.length = this.#seq
    for (const topic of topics) this.#changedAt.set(topic, this.#moment)
  }

  #wire(how: 'arrives' | 'arrives twice' | 'is lost', which: number): void {
    const place = which % Math.max(1, this.#onTheWay.length)
    const news = this.#onTheWay[place]
    if (news === undefined) return
    if (how !== 'arrives twice') this.#onTheWay.splice(place, 1)
    if (how === 'is lost') return void (this.counts.lost += 1)
    this.counts.delivered += 1
    if (how === 'arrives twice') this.counts.doubled += 1
    if (place > 0) this.counts['out of order'] += 1
    this.#hears(news)
  }

  /** As `client/kernel/live.ts` does with news and pulses. */
  #hears(news: News): void {
    const hole = holeBefore(this.#line, news)
    this.#line = heard(this.#line, news, this.#moment)
    if (hole !== null) this.#fill(hole)
    if (news.touches !== null) this.#asks(news.touches)
  }

  #comesBack(): void {
    // What was on its way over the old line comes no more.
    this.#onTheWay.length = 0
    this.#line = dropped(this.#line)
    const missed = holeOfReturn(this.#line)
    this.#line = opened(this.#line)
    this.#fill(missed)
  }

  #asks(what: readonly Topic[]): void {
    this.counts['asked again'] += what.length
    for (const topic of what) this.#askedAt.set(topic, this.#moment)
  }

  async #answers(fails: boolean): Promise<void> {
    const question = this.#questions.shift()
    if (question === undefined) return
    const { epoch, since, answer, fail } = question
    if (fails) fail(new Error('the line broke'))
    else if (epoch !== this.#epoch || since > this.#seq) answer({ epoch: this.#epoch, seq: this.#seq, touches: 'all' })
    else answer({ epoch, seq: this.#seq, touches: [...new Set(this.#happened.slice(since).flat())] })
    // What waits for the answer goes on before the next thing happens.
    for (let turn = 0; turn < 8; turn += 1) await Promise.resolve()
  }
}
