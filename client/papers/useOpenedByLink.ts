import { useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'

/**
 * Opens a form of the page that a link asks for, and puts whoever pressed it into its first box: each time it is pressed, also on the
 * page where it stands already.
 *
 * @param hash what the link has after its `#`
 * @param firstBox the id of the box
 * @param open the same function at each call
 */
export function useOpenedByLink(hash: string, firstBox: string, open: () => void): void {
  const asked = useLocation({ select: (at) => (at.hash === hash ? `asked ${at.state.__TSR_key ?? ''}` : null) })
  useEffect(() => {
    if (asked === null) return
    open()
    // The form is drawn by then.
    const drawn = requestAnimationFrame(() => document.getElementById(firstBox)?.focus())
    return () => cancelAnimationFrame(drawn)
  }, [asked, firstBox, open])
}
