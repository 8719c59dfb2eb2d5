/**
 * `running` forward or, as `compensating`, back; `paused` by somebody; `stuck` until somebody decides. The rest is for good:
 * `failed` means that everything that was done is undone.
 */
export type SagaStatus = 'new' | 'running' | 'compensating' | 'paused' | 'stuck' | 'completed' | 'failed' | 'cancelled';
