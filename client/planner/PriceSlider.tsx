import { useId, useState } from 'react'
import { Card } from '#client/ui/Card.tsx'
import { ChartFrame } from '#client/ui/ChartFrame.tsx'
import type { PoliciesResult } from '#shared/planner/policies/comparePolicies.ts'
import { formatMinutes, minutes } from '#shared/time/minutes.ts'
import { policyFigure } from './policyWords.ts'

type Frontier = PoliciesResult['frontier']
type Point = Frontier[number]

const HEIGHT = 220
const [LEFT, BOTTOM, TOP, RIGHT] = [40, 36, 12, 16]
const passedOn = ({ week }: Point): number => week.handOvers.mean + week.nextDay.mean

/** The one choice of policy: how much late working a hand-over is held to be worth, and what comes of each answer. */
export function PriceSlider({ frontier }: { readonly frontier: Frontier }) {
  const id = useId()
  const [at, setAt] = useState(Math.min(3, frontier.length - 1))
  const point = frontier[at]
  if (!point) return null
  const price = formatMinutes(minutes(point.price))
  const { toilHours, late, handOvers, nextDay } = point.week
  return (
    <Card title="What a hand-over is worth">
      <div className="plan-price no-print">
        <label htmlFor={id}>Handing a job over is worth this much late working of an AMHP</label>
        <input
          id={id}
          type="range"
          min={0}
          max={frontier.length - 1}
          step={1}
          value={at}
          aria-valuetext={price}
          onChange={(event) => setAt(Number(event.target.value))}
        />
        <output htmlFor={id}>{price}</output>
      </div>
      <p className="plan-say" role="status">
        At {price}: {policyFigure('toilHours', toilHours.mean)} a week worked past the end of shifts,{' '}
        {policyFigure('late', late.mean)} shifts late; {policyFigure('handOvers', handOvers.mean)} jobs handed to the
        evening team and {policyFigure('nextDay', nextDay.mean)} moved to the next day.
      </p>
      <ChartFrame
        title="Late working against jobs passed on"
        sentence="With the shifts you tried, scored as a hub. Each dot is one answer; further right more is passed on, further down less is worked late."
        data={{
          head: ['Worth', 'Past the end', 'Late', 'Evening team', 'Next day'],
          rows: frontier.map(({ price: worth, week }) => [
            formatMinutes(minutes(worth)),
            policyFigure('toilHours', week.toilHours.mean),
            policyFigure('late', week.late.mean),
            policyFigure('handOvers', week.handOvers.mean),
            policyFigure('nextDay', week.nextDay.mean),
          ]),
        }}
      >
        {(width, titleId) => <Drawing frontier={frontier} at={at} width={width} titleId={titleId} />}
      </ChartFrame>
    </Card>
  )
}

interface DrawingProps {
  readonly frontier: Frontier
  readonly at: number
  readonly width: number
  readonly titleId: string
}

function Drawing({ frontier, at, width, titleId }: DrawingProps) {
  const most = Math.max(1, ...frontier.map(passedOn))
  const top = Math.max(1, ...frontier.map(({ week }) => week.toilHours.high))
  const x = (jobs: number) => LEFT + (jobs / most) * (width - LEFT - RIGHT)
  const y = (hours: number) => TOP + (1 - hours / top) * (HEIGHT - TOP - BOTTOM)
  return (
    <svg height={HEIGHT} role="img" aria-labelledby={titleId} className="plan-frontier">
      <title id={titleId}>Late working against jobs passed on. The same figures follow as a table.</title>
      <path className="axis" d={`M${LEFT} ${TOP}V${y(0)}H${width - RIGHT}`} />
      <path
        className="line"
        d={frontier
          .map((one, place) => `${place === 0 ? 'M' : 'L'}${x(passedOn(one))} ${y(one.week.toilHours.mean)}`)
          .join('')}
      />
      {frontier.map((one, place) => (
        <g key={one.price} className={place === at ? 'chosen' : undefined}>
          <path
            className="span"
            d={`M${x(passedOn(one))} ${y(one.week.toilHours.low)}V${y(one.week.toilHours.high)}`}
          />
          <circle cx={x(passedOn(one))} cy={y(one.week.toilHours.mean)} r={place === at ? 7 : 4} />
        </g>
      ))}
      {[0, Math.round(top / 2), Math.round(top)].map((hours) => (
        <text key={hours} x={LEFT - 6} y={y(hours) + 4} textAnchor="end">
          {hours}h
        </text>
      ))}
      {[0, Math.round(most / 2), Math.round(most)].map((jobs) => (
        <text key={jobs} x={x(jobs)} y={HEIGHT - 18} textAnchor="middle">
          {jobs}
        </text>
      ))}
      <text x={width - RIGHT} y={HEIGHT - 3} textAnchor="end">
        jobs passed on, each week
      </text>
    </svg>
  )
}
