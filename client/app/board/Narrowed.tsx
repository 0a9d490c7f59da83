import { Link } from '@tanstack/react-router'
import { addressOf, allOf, viewInSentence, type BoardView } from '#shared/desk/views.ts'

/** Says that not everything is shown, so that nobody takes a part of the board for the whole of it. */
export function Narrowed({ view }: { readonly view: BoardView }) {
  if (view.area === '' && view.team === '' && view.waiting === null) return null
  return (
    <p className="narrowed">
      <span>
        Only <b>{viewInSentence({ ...view, show: null })}</b>. What needs you now
        {view.team === '' ? ' is' : ', and what nobody has yet, are'} always shown.
      </span>
      <Link to="/board" search={addressOf(allOf(view))}>
        Show all
      </Link>
    </p>
  )
}
