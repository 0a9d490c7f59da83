import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { savedViews } from '#shared/desk/contract.ts'
import { isWholeBoard, searchOf, type BoardView } from '#shared/desk/views.ts'

/** Once in the life of a page, so that "Show all" shows all. */
let opened = false

/** Opens the board as its person likes to begin, unless the address says how to look at it. */
export function useFirstView(view: BoardView): void {
  const navigate = useNavigate()
  const { number } = useParams({ strict: false })
  const { data } = useAnswer(savedViews, {})
  const bare = useRef(isWholeBoard(view) && number === undefined)
  useEffect(() => {
    if (opened || data === undefined) return
    opened = true
    const first = data.find(({ opensFirst }) => opensFirst)
    if (first && bare.current) void navigate({ to: '/board', search: searchOf(first), replace: true })
  }, [data, navigate])
}
