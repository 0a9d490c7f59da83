import { useRef, type MouseEvent } from 'react'
import { isSecondTap, type Tap } from './secondTap.ts'

/**
 * A double tap takes one step: what has come to stand under the thumb meanwhile is not pressed by its second half. For the whole page, so
 * that it remembers the tap that closed a sheet.
 */
export function useStopSecondTap() {
  const before = useRef<Tap | null>(null)
  return (event: MouseEvent): void => {
    if (!(event.target instanceof Element) || event.target.closest('.next-step') === null) return
    const { nativeEvent, timeStamp: atMs, detail: count } = event
    const tap = { atMs, count, byTouch: 'pointerType' in nativeEvent && nativeEvent.pointerType === 'touch' }
    const second = isSecondTap(tap, before.current)
    before.current = tap
    if (!second) return
    event.preventDefault()
    event.stopPropagation()
  }
}
