// The worker that trains, with the faults that its name lists.
import '../engine/faults.ts';
import '@lib/engine/training/worker.ts';
