import { call, NotSent, readNo, type Said } from './wire.ts'

export type Posted<Answer> =
  | { readonly ok: true; readonly answer: Answer }
  | ({ readonly ok: false; readonly code: string } & Said)

/**
 * Posts to one of the addresses of signing in, which are no commands. Whatever happens becomes an answer with words to show.
 *
 * @example const sent = await postForm<{ ways: readonly string[] }>('/api/step-up', { password })
 */
export async function postForm<Answer = unknown>(path: string, body: unknown): Promise<Posted<Answer>> {
  return answered<Answer>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** The same for what only asks. */
export const getForm = <Answer>(path: string): Promise<Posted<Answer>> => answered<Answer>(path, {})

async function answered<Answer>(path: string, init: RequestInit): Promise<Posted<Answer>> {
  try {
    const response = await call(path, init)
    if (response.ok) return { ok: true, answer: (await response.json()) as Answer }
    const no = await readNo(response)
    if (response.status >= 500)
      return { ok: false, code: no.code, message: 'The hub has a problem. Try again in a minute.' }
    return { ok: false, ...no }
  } catch (fault) {
    if (!(fault instanceof NotSent)) throw fault
    return { ok: false, code: fault.reason, message: 'The hub cannot be reached. Check your connection and try again.' }
  }
}
