import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useSession } from '#client/kernel/session.tsx'
import { Button } from '#client/ui/Button.tsx'
import type { SheetLine } from '#shared/audit/contract.ts'
import { signedBefore } from '#shared/audit/lookingBack.ts'
import { suspicions } from '#shared/audit/snooping.ts'
import { findings } from '#shared/audit/words.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { clockTimeOf, formatDay } from '#shared/time/london.ts'
import { SignForm } from './SignForm.tsx'

export interface LineToSignProps {
  readonly line: SheetLine
  readonly lines: readonly SheetLine[]
}

/** One look to ask about: the question, the facts, the ways to look further, and what was found of the same colleague before. */
export function LineToSign({ line, lines }: LineToSignProps) {
  const { person } = useSession()
  const [signing, setSigning] = useState(false)
  const about = line.number === null ? '' : `, ${referralNumber(line.number)}`
  const that = `${line.readerName}${about}, ${formatDay(line.day)}`
  const day = { from: line.day, to: line.day }
  const [first, last] = [clockTimeOf(line.firstAt), clockTimeOf(line.lastAt)]
  return (
    <li>
      <h3 className="h3">{suspicions[line.suspicion]}</h3>
      <p>
        <b>{line.readerName}</b>
        {about}, {formatDay(line.day)}, {first === last ? first : `${first} to ${last}`}
        {line.times > 1 && `, ${line.times} ${line.suspicion === 'many-people' ? 'people' : 'times'}`}
      </p>
      <Before lines={signedBefore(line, lines)} />
      <p className="au-links">
        <Link to="/audit" search={{ tab: 'colleague', who: line.readerId, ...day }}>
          What they looked at that day<span className="vh">: {that}</span>
        </Link>
        {line.number !== null && (
          <Link to="/audit" search={{ tab: 'looked', number: String(line.number), ...day }}>
            Who else looked at {referralNumber(line.number)}
            <span className="vh">: {that}</span>
          </Link>
        )}
      </p>
      {line.readerId === person.id ? (
        <p className="muted">This is about what you looked at. Somebody else signs it.</p>
      ) : signing ? (
        <SignForm line={line} that={that} onClose={() => setSigning(false)} />
      ) : (
        <div>
          <Button size="sm" onClick={() => setSigning(true)}>
            Sign<span className="vh">: {that}</span>
          </Button>
        </div>
      )}
    </li>
  )
}

function Before({ lines }: Pick<LineToSignProps, 'lines'>) {
  if (lines.length === 0) return null
  return (
    <p className="au-before">
      Asked about before:{' '}
      {lines
        .map(({ day, signed }) => `${formatDay(day)}, ${signed ? findings[signed.finding].toLowerCase() : ''}`)
        .join('; ')}
      .
    </p>
  )
}
