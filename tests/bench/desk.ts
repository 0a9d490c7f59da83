import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import type postgres from 'postgres'
import { allocateReferral, board, candidates } from '#shared/allocations/contract.ts'
import { arrange } from '#shared/referrals/contract.ts'
import type { RunningHub } from './product.ts'
import type { SeededService } from './seed.ts'
import type { OpenReferral } from './seedReferrals.ts'
import { stopwatch } from './stopwatch.ts'

export interface Click {
  readonly startedAt: number
  /** From the first byte sent to the whole answer. */
  readonly tookMs: number
  /** The number under which the hub tells every screen. */
  readonly seq: number
  readonly allocationId: string
  readonly referral: OpenReferral
}

export const cookieOf = (token: string): string => `hub=${token}`

/** A practice consultant who allocates referrals one after the other, over one connection that stays open. */
export class Desk {
  readonly #hub: Pick<RunningHub, 'port' | 'origin'>
  readonly #service: SeededService
  readonly #owner: postgres.Sql
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1, noDelay: true })
  readonly #cookie: string
  #turn = 0
  #arranged = 0

  constructor(hub: Pick<RunningHub, 'port' | 'origin'>, service: SeededService, owner: postgres.Sql) {
    this.#hub = hub
    this.#service = service
    this.#owner = owner
    this.#cookie = cookieOf(service.tokens[0] ?? '')
  }

  /** Looks at who could take the next referral: nobody presses before they have seen it, so it is not part of the press. */
  async opensPanel(): Promise<void> {
    const { toAllocate } = this.#service
    const referralId = toAllocate[this.#turn % toAllocate.length]?.id ?? ''
    const { status, text } = await this.#sends('GET', `/api/${candidates.name}?referralId=${referralId}`, '')
    if (status !== 200) throw new Error(`the hub showed nobody: ${status} ${text}`)
  }

  /**
   * Allocates the referral whose panel is open, and answers once the hub has.
   *
   * @throws Error when the hub refuses: then nothing was measured
   */
  async allocates(): Promise<Click> {
    const { toAllocate, onDuty } = this.#service
    const turn = this.#turn++
    const referral = toAllocate[turn % toAllocate.length]
    const personId = onDuty[turn % onDuty.length]
    if (!referral || personId === undefined) throw new Error('nothing to allocate, or nobody on duty')
    const reason = 'They know the family and are close by.'
    const body = JSON.stringify({ referralId: referral.id, personId, seenVersion: referral.version, reason })
    const answer = await this.#sends('POST', `/api/${allocateReferral.name}`, body)
    if (answer.status !== 200) throw new Error(`the hub refused: ${answer.status} ${answer.text}`)
    // Our own server's answer to our own command.
    const { value, seq } = JSON.parse(answer.text) as { value: { allocationId: string }; seq: number }
    return { startedAt: answer.startedAt, tookMs: answer.tookMs, seq, allocationId: value.allocationId, referral }
  }

  /** Behind the scenes and outside the measured time, so that every click meets the same board. */
  async putsBack({ referral }: Click): Promise<void> {
    referral.version = await putBack(this.#owner, this.#service.serviceId, referral.id)
  }

  /** Says where an ambulance stands: a small command, one row beside the event. @returns milliseconds */
  async arranges(): Promise<number> {
    const referralId = this.#service.toAllocate[0]?.id
    const seenVersion = this.#arranged++
    const state = seenVersion % 2 === 0 ? 'asked' : 'agreed'
    const body = JSON.stringify({ referralId, kind: 'ambulance', state, note: '', seenVersion })
    const answer = await this.#sends('POST', `/api/${arrange.name}`, body)
    if (answer.status !== 200) throw new Error(`the hub refused: ${answer.status} ${answer.text}`)
    return answer.tookMs
  }

  /** @returns milliseconds, and how large the board was */
  async looksAtBoard(): Promise<{ tookMs: number; bytes: number; rows: number }> {
    const { status, text, tookMs } = await this.#sends('GET', `/api/${board.name}`, '')
    if (status !== 200) throw new Error(`the hub showed no board: ${status} ${text}`)
    // Our own server's answer to our own question.
    const { rows } = JSON.parse(text) as { rows: readonly unknown[] }
    return { tookMs, bytes: Buffer.byteLength(text), rows: rows.length }
  }

  close(): void {
    this.#agent.destroy()
  }

  #sends(method: 'GET' | 'POST', path: string, body: string) {
    const { port, origin } = this.#hub
    const headers = {
      cookie: this.#cookie,
      origin,
      'idempotency-key': randomUUID(),
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    }
    return new Promise<{ status: number; text: string; startedAt: number; tookMs: number }>((resolve, reject) => {
      const startedAt = stopwatch()
      const sent = request({ host: '127.0.0.1', port, path, method, agent: this.#agent, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          const tookMs = stopwatch() - startedAt
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8'), startedAt, tookMs })
        })
      })
      sent.on('error', reject)
      sent.end(body)
    })
  }
}

/** Makes an allocation as if it had never been. @returns the referral's version now */
export async function putBack(owner: postgres.Sql, serviceId: string, referralId: string): Promise<number> {
  await owner`
    delete from hub.allocations
    where service_id = ${serviceId} and referral_id = ${referralId} and ended_at is null`
  const [row] = await owner<{ version: number }[]>`
    update hub.referrals set state = 'to-allocate', version = version + 1
    where service_id = ${serviceId} and id = ${referralId} returning version`
  return row?.version ?? 0
}
