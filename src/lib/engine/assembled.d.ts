// The build answers for these imports (scripts/tfjs-wasm-plugin.ts): a file of assembly/, compiled, in base64; the address of a file of
// tfjs's WebAssembly, trimmed to what the trainer calls.
declare module '*?assembled' {
  const base64: string;
  export default base64;
}

declare module '*?url-for-training' {
  const url: string;
  export default url;
}
