import { useEffect } from 'react'

/**
 * Names the page in the browser. A title is seen over shoulders and kept in histories: it never holds a person's name.
 *
 * @param words `null` leaves the title to another part of the page
 * @example useTitle('R-2424, referral')
 */
export function useTitle(words: string | null): void {
  useEffect(() => {
    if (words !== null) document.title = `${words} – Duty Hub`
  }, [words])
}
