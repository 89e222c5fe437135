// The trainer's worker with its commands counted; modules run in the order of their imports.
import './count-commands.ts';
import '@lib/engine/training/worker.ts';
