/** Nobody signs in here: the measured functions are given their actor. next-auth does not load outside a bundler. */
export const readSession = async () => null;
