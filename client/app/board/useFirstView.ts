import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { savedViews } from '#shared/desk/contract.ts'
import { addressOf, saysHow } from '#shared/desk/views.ts'

/** Once in the life of a page: whoever comes back to the board later finds it as they left it. */
let opened = false

/** Opens the board as its person likes to begin, unless the address says how to look at it. */
export function useFirstView(): void {
  const navigate = useNavigate()
  const { number } = useParams({ strict: false })
  const search = useSearch({ from: '/board' })
  const { data } = useAnswer(savedViews, {})
  const bare = useRef(!saysHow(search) && number === undefined)
  useEffect(() => {
    if (opened || data === undefined) return
    opened = true
    const first = data.find(({ opensFirst }) => opensFirst)
    if (first && bare.current) void navigate({ to: '/board', search: addressOf(first), replace: true })
  }, [data, navigate])
}
