import { createRootRoute } from '@tanstack/react-router'
import { NotFound } from './NotFound.tsx'
import { Shell } from './Shell.tsx'

export const root = createRootRoute({ component: Shell, notFoundComponent: NotFound })

/** Filters and dates live in the address, as text, so that a second screen can be given a link. */
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined

export function textSearch<const Key extends string>(...keys: readonly Key[]) {
  return (search: Record<string, unknown>): { readonly [One in Key]?: string } => {
    const found = keys
      .map((key) => [key, textOf(search[key])] as const)
      .filter(([, text]) => text !== undefined && text !== '')
    return Object.fromEntries(found) as { readonly [One in Key]?: string }
  }
}
