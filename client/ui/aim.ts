import type { MouseEvent as ReactMouseEvent } from 'react'
import { AIM_MS, isUnaimed, type Point } from './heldRows.ts'
import { toast } from './toast.ts'

/** What is watched: everything in it that can be pressed. */
const boxes = new Set<HTMLElement>()
const places = new WeakMap<Element, Point>()
const moves = new WeakMap<Element, { readonly at: number; readonly pointer: Point | null }>()
let pointer: Point | null = null
const PRESSED = 'button, a'

const follow = ({ clientX, clientY }: PointerEvent): void => {
  pointer = { x: clientX, y: clientY }
}
/** Somebody who scrolls moves everything themselves: that is no moving under their hand. */
const scrolled = (): void => lookAtPlaces(false)

/** Looks where everything stands now, in every watched box: one that grows moves what stands in those below it. */
export function lookAtPlaces(marks = true): void {
  const at = performance.now()
  for (const box of boxes) {
    for (const one of box.querySelectorAll(PRESSED)) {
      const { left, top } = one.getBoundingClientRect()
      const before = places.get(one)
      if (marks && (before === undefined || Math.abs(before.x - left) > 4 || Math.abs(before.y - top) > 4))
        moves.set(one, { at, pointer })
      places.set(one, { x: left, y: top })
    }
  }
}

/** Watches what can be pressed in a box. @returns the way to stop */
export function watchAim(box: HTMLElement): () => void {
  if (boxes.size === 0) {
    globalThis.addEventListener('pointermove', follow, { passive: true })
    globalThis.addEventListener('pointerdown', follow, { passive: true })
    document.addEventListener('scroll', scrolled, { passive: true, capture: true })
  }
  boxes.add(box)
  const sizes = new ResizeObserver(() => lookAtPlaces())
  for (const one of [document.body, box.closest('main')]) if (one !== null) sizes.observe(one)
  return () => {
    sizes.disconnect()
    boxes.delete(box)
    if (boxes.size > 0) return
    globalThis.removeEventListener('pointermove', follow)
    globalThis.removeEventListener('pointerdown', follow)
    document.removeEventListener('scroll', scrolled, { capture: true })
  }
}

/** Before a press reaches what it landed on: one that was meant for what stood there a moment ago goes to nobody, and says so. */
export function refuseUnaimed(event: ReactMouseEvent): void {
  // The keyboard presses what has the focus, wherever that stands.
  if (event.detail === 0 || !(event.target instanceof Element)) return
  const pressed = event.target.closest(PRESSED)
  if (pressed === null) return
  const press = { at: performance.now(), pointer: { x: event.clientX, y: event.clientY } }
  if (!isUnaimed(moves.get(pressed), press)) return
  event.preventDefault()
  event.stopPropagation()
  toast({
    words: 'Nothing was pressed: another line had just come under your pointer. Look, and press again.',
    icon: 'info',
    forMs: AIM_MS * 8,
  })
}
