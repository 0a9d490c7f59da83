import express, { Router } from 'express'
import { addHours } from '#shared/time/instant.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Limits } from './limits.ts'
import { noteSecurity } from './securityEvents.ts'

export interface PublicFilesDeps {
  readonly clock: Clock
  readonly log: Log
  readonly limits: Limits
  readonly securityContact?: string
}

const REPORT_BYTES = 16 * 1024
/** RFC 9116 asks for an end within a year; it is told afresh each time, from the clock, so that it never goes stale. */
const VALID_HOURS = 90 * 24

/** What anybody may ask without signing in: whom to tell about a hole, and where a browser says that it blocked something. */
export function publicFiles({ clock, log, limits, securityContact }: PublicFilesDeps): Router {
  const router = Router()
  router.get('/.well-known/security.txt', (_request, response, next) => {
    if (!securityContact) return next()
    const expires = addHours(clock(), VALID_HOURS).replace(/T.*/, 'T00:00:00Z')
    response.setHeader('cache-control', 'public, max-age=86400')
    response
      .type('text/plain')
      .send(
        [
          '# How to report a weakness of this hub. Please never send anybody’s record: say what you did and what you saw.',
          `Contact: ${securityContact}`,
          `Expires: ${expires}`,
          'Preferred-Languages: en',
          '',
        ].join('\n'),
      )
  })
  const anyBody = express.raw({ type: () => true, limit: REPORT_BYTES, inflate: false })
  router.post('/csp-report', anyBody, (request, response) => {
    const counted = limits.take({ address: request.ip ?? '', tokenHash: null }, 'ordinary') === null
    // What was blocked may name a person's page, so only that it happened is written down.
    if (counted) noteSecurity(log, 'csp-report', { code: directiveIn(request.body), address: request.ip ?? '' })
    response.status(204).end()
  })
  return router
}

/** The rule that was broken, if it is one of ours: what a browser sends may be anything. */
function directiveIn(body: unknown): string {
  const said = Buffer.isBuffer(body) ? body.toString('utf8') : ''
  return /"(?:effective|violated)-?[dD]irective"\s*:\s*"([a-z-]{3,30})/.exec(said)?.[1] ?? 'unknown'
}
