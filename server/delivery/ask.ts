import type { Failure } from '#shared/notices/kinds.ts'

/** A provider that does not answer in this time is tried again later. */
const WAIT_MS = 8000
/** What a provider says in more than this is not read. */
const MOST_CHARACTERS = 20_000

export interface Asked {
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array<ArrayBuffer> | string
}

/** What came back; `null` when nothing did. */
export interface Answered {
  readonly status: number
  readonly text: string
}

/** Asks a provider of the settings. A redirect is not followed; whatever goes wrong on the way is no answer. */
export async function ask(url: string, { method, headers, body }: Asked): Promise<Answered | null> {
  try {
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(WAIT_MS),
      headers,
      ...(body !== undefined && { body }),
    })
    const text = await response.text()
    return { status: response.status, text: text.slice(0, MOST_CHARACTERS) }
  } catch {
    return null
  }
}

/** What an answer that is no "yes" means; the same for every provider over HTTP. @param status 0 for no answer */
export function failureOf(status: number): { readonly how: 'again' | 'never'; readonly why: Failure } {
  if (status === 0) return { how: 'again', why: 'no-answer' }
  if (status === 429) return { how: 'again', why: 'busy' }
  if (status >= 500) return { how: 'again', why: 'their-fault' }
  if (status === 401 || status === 403) return { how: 'never', why: 'wrong-key' }
  return { how: 'never', why: 'refused' }
}
