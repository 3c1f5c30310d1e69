/** What `npm run ops -- --help` says. */
export const USAGE = `npm run ops -- COMMANDE [--stade local|qualification|production] [--json]

Voir et rejouer ce qui a échoué. Rien n'est changé sans --apply : sans lui, la commande dit ce qu'elle ferait.

Exécutions des machines (Step Functions) ; un NOM est nom, machine/nom, ou l'ARN que montre une alarme

  executions list           celles qui ont échoué, avec leur erreur
  executions show NOM       où, pourquoi, depuis quand, ce que fera une reprise, et l'historique
  executions redrive [NOM…] reprend là où l'exécution s'est arrêtée, avec la même définition et la même entrée ; ce qui
                            est fait n'est pas refait, les fonctions appelées sont celles d'aujourd'hui. Possible pendant
                            14 jours, 1 000 fois. Sans NOM, par filtres : --machine est alors obligatoire
  executions restart NOM…   recommence du début sous le nom NOM-r1, -r2…, avec la même entrée et la définition
                            d'aujourd'hui : quand la définition était fautive, ou la reprise impossible. Rien n'est
                            doublé : refusé si l'exécution ou un de ses redémarrages est en cours ou a réussi

Files de ce qui a été mis de côté

  dlq list                  chaque file, sa profondeur, l'âge du plus ancien message parmi dix
  dlq show FILE             ce que sont ses messages, sans les consommer
  dlq redrive FILE          les rend à la file d'où ils viennent

Dossiers

  depots show ID            un dépôt, son histoire, ses fautes
  facture show ID           une facture, son histoire, ses courriels
  dossier show ID           un dossier de factures de travaux : ses pièces, qui doit agir, ses délais, ce qui fut décidé

Filtres

  --machine NOM     nom de la machine, ou toutes
  --statut LISTE    RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED, séparés par des virgules, ou tous
                    (par défaut FAILED,TIMED_OUT : ce que quelqu'un a arrêté exprès ne se rejoue pas par mégarde)
  --erreur NOM      nom exact de l'erreur, par exemple Lambda.TooManyRequestsException
  --structure SIRET celles dont le dossier de travaux a cette structure pour fournisseur, MOE, MOA, valideur ou
                    destinataire ; SIRET, ou TYPE:IDENTIFIANT. Lit le dossier de chaque exécution examinée
  --depuis INSTANT  dernier changement à partir de cet instant : 30min, 2h, 3j, 2026-11-23, 2026-11-23T14:30 (à Paris)
  --jusqua INSTANT  et avant celui-ci
  --limite N        en montre N (par défaut 50 ; 10 pour dlq show), et dit comment continuer ; en reprend N au plus
  --suite CURSEUR   continue une liste coupée
  --complet         ne coupe ni les données ni l'historique

Agir

  --apply           fait ce qui est annoncé
  --rate N          N par seconde au plus (par défaut 10 reprises ; messages : autant que SQS peut)
  --journal FICHIER ce qui a été fait, une ligne de JSON chacune (par défaut .plainchant/ops/reprise-….jsonl, selon la
                    sélection). Une commande interrompue se termine en la relançant telle quelle, ou par --journal seul
  --attente S       secondes pendant lesquelles attendre ce qu'il advient (par défaut 30)

  --json            un objet JSON, et rien d'autre ; les instants sont en UTC, les clés absentes n'ont pas de valeur
    executions list     {"executions":[{"machine","nom","statut","debut","fin","reprises","derniereReprise","erreur",
                        "reprisePossible"}],"examinees","suite"}
    executions show     {"execution":{… ,"entree","sortie","erreur","cause","redrive":{"possible","raison"}},"etats":[…],
                        "attend","bloque","echec":{"erreur","cause","phrase","correction"},
                        "verdict":{"remede":"redrive|restart|aucun","raison"},"historique":[…]}
    executions redrive, restart
                        {"applique","journal","executions":[{"machine","nom","etat","etats","attend","echec","raison"}]}
                        etat : A_REPRENDRE, A_REDEMARRER, REUSSIE, ATTEND, EN_COURS, ECHOUEE, REFUSEE, SANS_OBJET, INCONNUE
    dlq list            {"files":[{"id","source","messages","enLecture","plusAncien","dernierDeplacement"}]}
    dlq show            {"file","messages":[{"id","envoyeLe","corps","attributs","sujet":{"phrase","depot","facture"}}]}
    dlq redrive         {"file","messages","applique","statut","deplaces","raison"}
    depots show         {"depot","statut","membres","historique":[{"instant","phrase"}]}
    facture show        {"facture","courriels","historique":[{"instant","phrase"}]}
    dossier show        {"dossier","attendus","echeances":[{"delai","acteur","etat","jours","jusquau", …}],"delaiPaiement",
                        "historique":[{"instant","phrase"}]}

Exemples

  npm run ops -- executions list --depuis 2h
  npm run ops -- executions list --structure 99900013600013
  npm run ops -- executions redrive --machine travaux --erreur Lambda.TooManyRequestsException --rate 5
  npm run ops -- executions redrive --machine travaux --erreur Lambda.TooManyRequestsException --rate 5 --apply
  npm run ops -- dlq redrive intake-dlq --apply

La plateforme est celle de npm start, ou celle qu'indique AWS_ENDPOINT_URL ; avec --stade qualification ou production, celle
du compte AWS dont l'environnement a les droits. « il y a » et --depuis comptent à l'heure de cette machine, même quand
l'horloge de npm start a été avancée ; dossier show compte à l'heure de la plateforme.

Code de sortie : 0 tout va bien, 1 quelque chose a échoué ou reste à faire, 2 la commande est mal employée.
`;
