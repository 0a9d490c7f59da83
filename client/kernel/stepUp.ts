import { useSyncExternalStore } from 'react'

/** Somebody waits for the answer to "is it still you?". */
export interface StepUpQuestion {
  /** They have shown it: whatever was waiting goes again. */
  readonly shown: () => void
  /** They would rather not: what was waiting is refused, and nothing typed is lost. */
  readonly declined: () => void
}

let question: StepUpQuestion | null = null
let answer: Promise<boolean> | null = null
let screens = 0
const listeners = new Set<() => void>()

function put(next: StepUpQuestion | null): void {
  question = next
  for (const tell of listeners) tell()
}

/**
 * Asks whoever is at the screen to show that it is still them. Several who ask at once share one question.
 *
 * @returns true when they did; false when they declined, or when no screen is open that could ask
 */
export function stepUp(): Promise<boolean> {
  if (screens === 0) return Promise.resolve(false)
  answer ??= new Promise<boolean>((resolve) => {
    const close = (shown: boolean) => (): void => {
      answer = null
      put(null)
      resolve(shown)
    }
    put({ shown: close(true), declined: close(false) })
  })
  return answer
}

/** Opens the one dialog that asks. @returns what closes it; a question that waits is then declined */
export function openStepUpDialog(asked: (question: StepUpQuestion) => void): () => void {
  return subscribe(() => question && asked(question))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  screens += 1
  return () => {
    listeners.delete(listener)
    screens -= 1
    if (screens === 0) question?.declined()
  }
}

/** The question that waits, for the one dialog that asks it; `null` when there is none. */
export const useStepUpQuestion = (): StepUpQuestion | null => useSyncExternalStore(subscribe, () => question)
