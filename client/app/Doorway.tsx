import type { ReactNode } from 'react'
import { useCouncil } from '#client/kernel/council.ts'
import { Brand } from '#client/ui/Brand.tsx'
import { SignInHelp } from './SignInHelp.tsx'

/** What stands around every page of somebody who is not in yet: what this is, and whom to ring. */
export function Doorway({ children }: { readonly children: ReactNode }) {
  const council = useCouncil()
  return (
    <>
      <a className="skip" href="#main">
        Skip to main content
      </a>
      <div className="land">
        <header className="hero">
          <span className="brand">
            <Brand />
          </span>
          <div className="council">{council?.name}</div>
          <p className="slogan">The right AMHP, and home on time.</p>
          <p>Referrals, triage and the duty rota for Mental Health Act assessments, on one live board.</p>
          <Lanes />
        </header>
        <main id="main" className="side" tabIndex={-1}>
          {children}
          <SignInHelp council={council} />
        </main>
      </div>
    </>
  )
}

/** Staggered shifts, as on the board; drawn for the eye only. */
const lanes = [
  {
    from: 0,
    jobs: [
      ['a', 18, 30],
      ['a', 58, 42],
    ],
  },
  { from: 11, jobs: [['a', 30, 52]] },
  {
    from: 22,
    jobs: [
      ['a', 10, 34],
      ['b', 62, 38],
    ],
  },
  {
    from: 33,
    jobs: [
      ['a', 24, 40],
      ['b', 64, 24],
    ],
  },
  { from: 46, jobs: [] },
  { from: 56, jobs: [] },
] as const
const colours = { a: '#6fd0c4', b: '#a9cbd8' } as const

function Lanes() {
  return (
    <div className="lanes" aria-hidden="true">
      {lanes.map(({ from, jobs }) => (
        <i key={from} style={{ marginLeft: `${from}%`, width: '44%' }}>
          {jobs.map(([colour, left, width]) => (
            <b key={left} style={{ left: `${left}%`, width: `${width}%`, background: colours[colour] }} />
          ))}
        </i>
      ))}
    </div>
  )
}
