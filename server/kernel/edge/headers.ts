import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import helmet from 'helmet'
import type { Clock } from '../clock.ts'

/** What no page of ours needs, refused by name, so that a script that should not be there cannot have it either. */
const REFUSED_FEATURES = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'screen-wake-lock',
  'serial',
  'sync-xhr',
  'usb',
  'xr-spatial-tracking',
]

const PERMISSIONS = REFUSED_FEATURES.map((feature) => `${feature}=()`).join(', ')

/** Gives each request its number, by which it is found in the log, and tells screens the server's time. */
export const requestFacts =
  (clock: Clock): RequestHandler =>
  (_request, response, next) => {
    const requestId = randomUUID()
    response.locals['requestId'] = requestId
    response.setHeader('x-request-id', requestId)
    // Screens count their clocks down from the server's time, so that a phone that is wrong still shows the right limit.
    response.setHeader('x-hub-time', clock())
    next()
  }

/**
 * The headers of every answer, whatever it is (ASVS 5.0 V3.4.1–6). Nothing inline runs, nothing comes from elsewhere, nobody frames us,
 * and no address of ours is told to another site. Two years of HSTS with subdomains, over https only.
 */
export const safetyHeaders = (secure: boolean): readonly RequestHandler[] => [
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // React sets element styles through the DOM, which this does not touch; no inline script or style sheet is allowed.
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        reportUri: ['/csp-report'],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: secure ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: 'deny' },
  }),
  (_request, response, next) => {
    response.setHeader('permissions-policy', PERMISSIONS)
    // Unless whoever answers says otherwise: what the hub says is about people, and is kept nowhere.
    response.setHeader('cache-control', 'no-store')
    next()
  },
]

/**
 * What a browser forgets when somebody signs out. Not its storage: presses that were made without signal wait there, as ids and
 * codes, for the same person to sign in again.
 */
export const FORGOTTEN_AT_SIGN_OUT = '"cache", "cookies"'
