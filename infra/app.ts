import { buildPlainchant } from "./plainchant.ts";

// The CDK's command line says where it wants the assembly; called alone, the app writes where that command line would.
buildPlainchant({ outdir: process.env["CDK_OUTDIR"] ?? "cdk.out" }).app.synth();
