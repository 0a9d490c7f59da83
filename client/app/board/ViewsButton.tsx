import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { Select } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { savedViews } from '#shared/desk/contract.ts'
import {
  addressOf,
  allOf,
  boardLooks,
  boardShows,
  isWholeBoard,
  readView,
  searchOf,
  showName,
  viewWords,
  waitingFors,
  waitingNames,
  type BoardView,
} from '#shared/desk/views.ts'
import { SavedViews, SaveThisView } from './SavedViews.tsx'
import { useLanes } from './useLanes.ts'

interface ViewsButtonProps {
  readonly view: BoardView
  /** Towns and councils of what is open. */
  readonly areas: readonly string[]
  /** Home teams of those who are on; none where there is nothing to choose. */
  readonly teams: readonly string[]
}

/** How the board is looked at: narrowed, under a name of one's own, or on a second screen. */
export function ViewsButton({ view, areas, teams }: ViewsButtonProps) {
  const [open, setOpen] = useState(false)
  const { names } = useLanes()
  return (
    <>
      <Button size="sm" icon="screen" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {isWholeBoard(view) ? 'Views' : viewWords(view, names)}
      </Button>
      {open && <ViewsDialog view={view} areas={areas} teams={teams} onClose={() => setOpen(false)} />}
    </>
  )
}

const lookNames = { list: 'A list', stages: 'Lanes by stage' } as const
const looks = boardLooks.map((value) => ({ value, label: lookNames[value] }))
const waits = [
  { value: 'any', label: 'Anything or nothing' },
  ...waitingFors.map((value) => ({ value, label: capital(waitingNames[value].replace(/^(?:an?|the) /, '')) })),
]

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What there is to choose, and what is chosen though nothing is of it now. */
const withChosen = (all: readonly string[], chosen: string): readonly string[] =>
  all.includes(chosen) || chosen === '' ? all : [chosen, ...all]

function ViewsDialog({ view, areas, teams, onClose }: ViewsButtonProps & { readonly onClose: () => void }) {
  const navigate = useNavigate()
  const saved = useAnswer(savedViews, {}).data ?? []
  const { names } = useLanes()
  const shows = [
    { value: 'all', label: 'Every group' },
    ...boardShows.map((value) => ({ value, label: showName(value, names) })),
  ]
  const go = (next: BoardView): void =>
    void navigate({
      to: '/board',
      search: addressOf(next),
      replace: true,
    })
  const places = withChosen(areas, view.area)
  const choose = (changes: Parameters<typeof readView>[0]): void => go(readView({ ...searchOf(view), ...changes }))
  return (
    <Dialog
      open
      onClose={onClose}
      title="How to look at the board"
      actions={
        <Button kind="p" onClick={onClose}>
          Done
        </Button>
      }
    >
      <div className="stack views">
        <RadioChips
          label="Look"
          look="sm"
          options={looks}
          value={view.look}
          onChange={(look) => go({ ...view, look })}
        />
        <RadioChips
          label="Show"
          look="sm"
          options={shows}
          value={view.show ?? 'all'}
          onChange={(show) => choose({ show })}
        />
        <Select
          label="Where"
          options={places.map((area) => ({ value: area, label: area }))}
          empty="Everywhere"
          value={view.area}
          onChange={(event) => choose({ area: event.target.value })}
        />
        {(teams.length > 0 || view.team !== '') && (
          <Select
            label="Team"
            hint="What its AMHPs have, and what nobody has yet"
            options={withChosen(teams, view.team).map((team) => ({ value: team, label: team }))}
            empty="All teams"
            value={view.team}
            onChange={(event) => choose({ team: event.target.value })}
          />
        )}
        <RadioChips
          label="Waiting for"
          look="sm"
          options={waits}
          value={view.waiting ?? 'any'}
          onChange={(waiting) => choose({ waiting })}
        />
        <p className="hint">
          Over or near a legal limit is always shown. The address is this view: give it to a colleague.
        </p>
        {!isWholeBoard(view) && (
          <div>
            <Button size="sm" onClick={() => go(allOf(view))}>
              Show the whole board
            </Button>
          </div>
        )}
        <SavedViews saved={saved} view={view} onOpen={go} />
        <SaveThisView view={view} />
      </div>
    </Dialog>
  )
}
