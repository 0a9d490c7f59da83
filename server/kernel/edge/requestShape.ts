import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'
import { problem, type Problem } from '../problems.ts'
import { sendProblem } from '../sendProblem.ts'

/** The longest address, with everything behind the question mark. Queries carry ids, days and codes. */
export const LONGEST_ADDRESS = 2048

const USUAL = ['GET', 'HEAD', 'POST']

/**
 * Refuses what no honest caller sends, before anything else looks at it: other methods, two Host headers, an address that names
 * another server, one that is too long, a parameter given twice (ASVS 5.0 V4.1.4, V4.2.1, V15.3.7).
 *
 * @param more methods that a part of the tree takes besides GET, HEAD and POST: `{ '/scim/': ['PUT', 'PATCH', 'DELETE'] }`
 * @param longer the longest address of a part of the tree that needs more: a provider of single sign-on sends long codes
 */
export const requestShape =
  (
    more: Readonly<Record<string, readonly string[]>> = {},
    longer: Readonly<Record<string, number>> = {},
  ): RequestHandler =>
  (request, response, next) => {
    const extra = Object.entries(more).find(([prefix]) => request.url.startsWith(prefix))?.[1] ?? []
    const methods = [...USUAL, ...extra]
    if (!methods.includes(request.method)) {
      response.setHeader('allow', methods.join(', '))
      return sendProblem(response, problem(405, 'wrong-method', `Use ${methods.join(', ')} here.`))
    }
    const longest = Object.entries(longer).find(([prefix]) => request.url.startsWith(prefix))?.[1] ?? LONGEST_ADDRESS
    const wrong = wrongIn(request, longest)
    if (wrong) return sendProblem(response, wrong)
    next()
  }

function wrongIn(request: IncomingMessage, longest: number): Problem | null {
  const { url = '', httpVersionMajor, headers, rawHeaders } = request
  const hosts = rawHeaders.filter((name, place) => place % 2 === 0 && name.toLowerCase() === 'host').length
  const coding = headers['transfer-encoding']
  if (httpVersionMajor !== 1 || hosts !== 1 || !url.startsWith('/') || (coding !== undefined && coding !== 'chunked'))
    return problem(400, 'broken-request', 'The request is not well formed. Send it again from the hub’s own screen.')
  if (url.length > longest)
    return problem(414, 'address-too-long', `This address is too long: the most is ${longest} characters.`)
  const twice = givenTwice(url)
  if (twice === null) return null
  return problem(400, 'given-twice', 'This was given twice in the address. Give it once.', { field: twice })
}

/** The name of a parameter that stands twice behind the question mark, or `null`. A list where one value is meant is a trick or a slip. */
function givenTwice(url: string): string | null {
  const mark = url.indexOf('?')
  if (mark < 0) return null
  const seen = new Set<string>()
  for (const name of new URLSearchParams(url.slice(mark + 1)).keys()) {
    if (seen.has(name)) return name.slice(0, 50)
    seen.add(name)
  }
  return null
}
