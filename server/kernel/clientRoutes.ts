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
      fallthrough: false,
      index: false,
    }),
  )
  router.use(express.static(folder, { index: false, maxAge: 0 }))
  router.get('/{*screen}', (request, response, next) => {
    if (!existsSync(page) || !request.accepts('html')) return next()
    response.setHeader('cache-control', 'no-store')
    response.sendFile(page)
  })
  return router
}
