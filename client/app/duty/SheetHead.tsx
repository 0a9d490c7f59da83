import { Link } from '@tanstack/react-router'
import { useEffect, useRef, type ReactNode } from 'react'
import { Icon } from '#client/ui/Icon.tsx'
import { hashOf } from './dutyPlace.ts'

export interface SheetHeadProps {
  readonly number: number
  /** Where Back leads: whose job it is. */
  readonly name: string
  readonly title: string
  /** What is put away when they go back without saving. */
  readonly onLeave?: (() => void) | undefined
  readonly children?: ReactNode
}

/** The top of a sheet over the job: the way back, and a heading that takes the focus, as on a page of its own. */
export function SheetHead({ number, name, title, onLeave, children }: SheetHeadProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <>
      <Link className="back" to="/me" hash={hashOf(number)} onClick={onLeave}>
        <Icon name="back" />
        {name}
      </Link>
      <div>
        <h1 className="h1" tabIndex={-1} ref={heading}>
          {title}
        </h1>
        {children}
      </div>
    </>
  )
}
