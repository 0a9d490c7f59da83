import { useKey } from '#client/kernel/shortcuts.ts'

/** The key that works a button, printed on it, as its person has set it. Screen readers hear it from `aria-keyshortcuts` instead. */
export function Kbd({ children }: { readonly children: string }) {
  const key = useKey(children.toLowerCase())
  if (key === null) return null
  return <PlainKbd>{key === children.toLowerCase() ? children : key.toUpperCase()}</PlainKbd>
}

/** A key that is nobody's to change: the numbers within a group of choices. */
export function PlainKbd({ children }: { readonly children: string }) {
  return (
    <span className="kbd" aria-hidden="true">
      {children}
    </span>
  )
}
