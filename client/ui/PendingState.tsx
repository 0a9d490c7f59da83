import { useEffect, useState } from 'react'

const GRACE_MS = 300

/** Grey lines while an answer is on its way; nothing for the first third of a second, so that quick answers do not flicker. */
export function PendingState({ words = 'Loading' }: { readonly words?: string | undefined }) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), GRACE_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!late) return null
  return (
    <div className="skeleton" role="status">
      <span className="vh">{words}</span>
      <i className="pulse" />
      <i className="pulse" />
      <i className="pulse" />
      <i className="pulse" />
    </div>
  )
}
