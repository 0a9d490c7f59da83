import { Link } from '@tanstack/react-router'
import { useTitle } from '#client/kernel/title.ts'
import { buttonClass } from '#client/ui/Button.tsx'

export function NotFound() {
  useTitle('Page not found')
  return (
    <div className="wrap">
      <h1 className="h1">Page not found</h1>
      <p className="lede">Check the address. If you followed a link, the page may have moved.</p>
      <div className="btns">
        <Link className={buttonClass({ kind: 'p' })} to="/">
          Go to your first page
        </Link>
      </div>
    </div>
  )
}
