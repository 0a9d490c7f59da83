import { useParams, useSearch } from '@tanstack/react-router'
import { useAnswer } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Answered } from '#client/ui/Answered.tsx'
import { board } from '#shared/allocations/contract.ts'
import { BoardView } from './board/BoardView.tsx'
import { useFirstView } from './board/useFirstView.ts'
import { NamelessBoard } from './board/NamelessBoard.tsx'
import { readView } from '#shared/desk/views.ts'

/** The whole board for the desk; for everybody else who may look, the one without names. */
export function Board() {
  const { can } = useSession()
  return can('see the board') ? <DeskBoard /> : <NamelessBoard />
}

/** The board: what needs somebody, who is on, who is out. Its filter and its selection are in the address. */
function DeskBoard() {
  const asked = useAnswer(board, {})
  const view = readView(useSearch({ from: '/board' }))
  useFirstView()
  const { number } = useParams({ strict: false })
  const selected = number !== undefined && /^\d{1,7}$/.test(number) ? Number(number) : null
  return (
    <>
      <h1 className="vh">The Board</h1>
      <Answered of={asked}>{(answer) => <BoardView board={answer} view={view} selected={selected} />}</Answered>
    </>
  )
}
