import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import express, { Router } from 'express'

const YEAR_S = 31_536_000

/** The built client: hashed files for a year, the page itself never kept. Any address that is not a file is a screen. */
export function clientRoutes(folder: string): Router {
  const router = Router()
  const page = resolve(folder, 'index.html')
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), {
      maxAge: YEAR_S * 1000,
      immutable: true,
      fallthrough: true,
      index: false,
    }),
  )
  router.use(express.static(folder, { index: false, maxAge: 0 }))
  router.get('/{*screen}', (request, response, next) => {
    // What looks like a file and is none (an old build's script, a robot's guess) is not a screen.
    if (/\.[a-z0-9]+$/i.test(request.path) || !existsSync(page) || !request.accepts('html')) return next()
    response.setHeader('cache-control', 'no-store')
    response.sendFile(page)
  })
  return router
}
