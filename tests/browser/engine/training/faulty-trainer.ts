// The trainer's worker, broken first; modules run in the order of their imports.
import '../faults.ts';
import '@lib/engine/training/worker.ts';
