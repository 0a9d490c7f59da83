import type { RequestHandler } from 'express'
import express from 'express'
import { problem, type Problem } from './problems.ts'
import { sendProblem } from './sendProblem.ts'

/** The largest body a command may have. A full intake form with every box at its limit is under half of this. */
export const BODY_LIMIT = 128 * 1024
const DEEPEST = 20
const POISON = new Set(['__proto__', 'constructor', 'prototype'])

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/** Reads a JSON body exactly: UTF-8 or nothing, no compression, no tricks in the keys. Anything else is refused in words. */
export const readBody: readonly RequestHandler[] = [
  (request, response, next) => {
    const wrong = wrongKind(request.headers['content-type'], request.headers['content-encoding'])
    if (wrong) sendProblem(response, wrong)
    else next()
  },
  express.raw({ type: () => true, limit: BODY_LIMIT, inflate: false }),
  (request, response, next) => {
    const read = readJson(request.body)
    if ('problem' in read) return sendProblem(response, read.problem)
    request.body = read.value
    next()
  },
]

function wrongKind(type = '', encoding = 'identity'): Problem | null {
  const [media = '', ...parameters] = type.split(';').map((part) => part.trim().toLowerCase())
  const charset = parameters
    .find((one) => one.startsWith('charset='))
    ?.slice('charset='.length)
    .replaceAll('"', '')
  if (media !== 'application/json' || (charset !== undefined && charset !== 'utf-8') || encoding !== 'identity') {
    return problem(415, 'not-json', 'Send plain JSON: content-type application/json, in UTF-8, not compressed.')
  }
  return null
}

/** Reads the bytes of a JSON body, or says what is wrong with them. An empty body is an empty object. */
export function readJson(body: unknown): { value: unknown } | { problem: Problem } {
  if (!Buffer.isBuffer(body) || body.length === 0) return { value: {} }
  try {
    const value: unknown = JSON.parse(decoder.decode(body))
    const wrong = trickIn(value, 0)
    return wrong ? { problem: problem(400, 'invalid', wrong) } : { value }
  } catch {
    return { problem: problem(400, 'not-json', 'This is not JSON in UTF-8. Check the quotes, commas and brackets.') }
  }
}

function trickIn(value: unknown, depth: number): string | null {
  if (typeof value !== 'object' || value === null) return null
  if (depth >= DEEPEST) return 'This is nested too deeply. Nothing here needs more than a few levels.'
  for (const [key, inner] of Object.entries(value)) {
    if (POISON.has(key)) return 'A field has a name that is not allowed.'
    const wrong = trickIn(inner, depth + 1)
    if (wrong) return wrong
  }
  return null
}
