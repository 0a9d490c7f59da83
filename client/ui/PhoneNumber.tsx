import { telOf } from '#client/kernel/council.ts'
import { isRingable } from '#shared/kernel/telephone.ts'

interface PhoneNumberProps {
  /** As it was typed: a number, or the words that there is none. */
  readonly number: string
}

/** A number that can be pressed to ring it; "none given" and its like stand as words. */
export const PhoneNumber = ({ number }: PhoneNumberProps) =>
  isRingable(number) ? (
    <a className="nowrap" href={telOf(number)}>
      {number}
    </a>
  ) : (
    <span>{number}</span>
  )
