import { App, type AppProps, Validations } from "aws-cdk-lib";
import featureFlags from "aws-cdk-lib/recommended-feature-flags.json" with { type: "json" };
import { AwsSolutionsChecks } from "cdk-nag";
import { stackName } from "./naming.ts";
import { Donnees } from "./stacks/donnees.ts";
import { Services } from "./stacks/services.ts";
import { parseStade, type Stade } from "./stade.ts";

interface Plainchant {
  readonly app: App;
  readonly stade: Stade;
  readonly donnees: Donnees;
  readonly services: Services;
}

/**
 * The whole app, not yet synthesised. The stage comes from the context (`-c stade=production`), else from
 * `PLAINCHANT_STADE`, else it is `local`. Stacks name neither account nor region: the same templates serve any.
 *
 * @throws Error when the stage is unknown.
 */
export const buildPlainchant = ({ context, ...props }: Pick<AppProps, "context" | "outdir"> = {}): Plainchant => {
  // Flags stand here rather than in cdk.json, which only the CDK's command line reads: tests must see the same templates.
  const app = new App({ ...props, context: { ...featureFlags, ...context }, analyticsReporting: false });
  const stade = parseStade(app.node.tryGetContext("stade") ?? process.env["PLAINCHANT_STADE"] ?? "local");
  const donnees = new Donnees(app, "Donnees", { stade, stackName: stackName(stade, "Donnees") });
  const services = new Services(app, "Services", { stade, stackName: stackName(stade, "Services") });
  services.addStackDependency(donnees, "reads the parameters that the data stack writes");
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return { app, stade, donnees, services };
};
