/** The instance of the engine: all entries of one module graph share it. */
import * as core from '../dist/core.js';
import { makeRuntime } from './runtime.js';

export const { isReady, currentGeneration, start, startSync, loadPacks, call } = makeRuntime(core);
