import { existsSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join, resolve } from 'node:path'
import express, { Router } from 'express'
import packedStatic from 'express-static-gzip'

const YEAR_S = 31_536_000
/** Files are small: each is sent whole, with the cache rule that we set ourselves. */
const WHOLE = { cacheControl: false, acceptRanges: false }

/** A picture drawn in text is told to be UTF-8, as scripts and styles are: a browser that guesses can be misled. */
function withCharset(response: ServerResponse, path: string): void {
  if (path.endsWith('.svg')) response.setHeader('content-type', 'image/svg+xml; charset=utf-8')
}

/** The built client: hashed files for a year, the page itself never kept. Any address that is not a file is a screen. */
export function clientRoutes(folder: string): Router {
  const router = Router()
  const page = resolve(folder, 'index.html')
  router.use(
    '/assets',
    // Each lies there packed too, as the build left it, for browsers that take it so.
    packedStatic(join(folder, 'assets'), {
      enableBrotli: true,
      orderPreference: ['br', 'gzip'],
      index: false,
      serveStatic: {
        fallthrough: true,
        redirect: false,
        ...WHOLE,
        setHeaders: (response, path) => {
          response.setHeader('cache-control', `public, max-age=${YEAR_S}, immutable`)
          withCharset(response, path)
        },
      },
    }),
  )
  router.use(
    express.static(folder, {
      index: false,
      redirect: false,
      ...WHOLE,
      setHeaders: (response, path) => {
        response.setHeader('cache-control', path === page ? 'no-store' : 'public, max-age=0, must-revalidate')
        withCharset(response, path)
      },
    }),
  )
  router.get('/{*screen}', (request, response, next) => {
    // What looks like a file and is none (an old build's script, a robot's guess) is not a screen.
    if (/\.[a-z0-9]+$/i.test(request.path) || !existsSync(page) || !request.accepts('html')) return next()
    response.sendFile(page, WHOLE)
  })
  return router
}
