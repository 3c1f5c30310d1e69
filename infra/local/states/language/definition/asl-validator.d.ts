/** The part of asl-validator 4 that is used; the package has no types of its own. */
declare module "asl-validator" {
  interface Verdict {
    readonly errors: readonly { readonly "Error code": string; readonly Message: string }[];
  }

  const validate: (
    definition: object,
    options: { readonly checkPaths: boolean; readonly checkArn: boolean },
  ) => Verdict;
  export default validate;
}
