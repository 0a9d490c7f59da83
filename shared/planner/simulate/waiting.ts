/** Things in the order of a moment each has, the earliest out first: a binary heap. */
export class Waiting<Thing> {
  private readonly heap: Thing[] = []
  private readonly at: (thing: Thing) => number

  constructor(at: (thing: Thing) => number) {
    this.at = at
  }

  add(thing: Thing): void {
    const { heap, at } = this
    let place = heap.push(thing) - 1
    while (place > 0) {
      const above = (place - 1) >> 1
      const parent = heap[above]
      if (parent === undefined || at(parent) <= at(thing)) break
      heap[place] = parent
      place = above
    }
    heap[place] = thing
  }

  next(): Thing | undefined {
    const { heap } = this
    const [first] = heap
    const last = heap.pop()
    if (heap.length > 0 && last !== undefined) this.sink(last)
    return first
  }

  private sink(thing: Thing): void {
    const { heap, at } = this
    let place = 0
    for (;;) {
      let below = 2 * place + 1
      const [left, right] = [heap[below], heap[below + 1]]
      if (left === undefined) break
      if (right !== undefined && at(right) < at(left)) below += 1
      const child = heap[below]
      if (child === undefined || at(child) >= at(thing)) break
      heap[place] = child
      place = below
    }
    heap[place] = thing
  }
}
