// Turns of the event loop, so that whatever waits outside is heard in between. Timers have delays that a training of half a second would feel.

const channel = new MessageChannel();
let turns: (() => void)[] = [];
channel.port1.onmessage = () => {
  const due = turns;
  turns = [];
  due.forEach((go) => go());
};

/** Settles in the next turn of the event loop. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    turns.push(resolve);
    channel.port2.postMessage(undefined);
  });
}
