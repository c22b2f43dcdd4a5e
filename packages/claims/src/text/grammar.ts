import { grammar } from 'ohm-js';

/** The claim language as people write it; see `docs/claims.md`. Names of rules with a capital skip spaces. */
export const claimGrammar = grammar(String.raw`
Claims {
  Asked = Choice | ClaimAlone | MeasureAlone
  ClaimAlone = Claim end
  MeasureAlone = Measure end

  Choice = NonemptyListOf<Option, ";">
  Option
    = kw<"option"> text kw<"if"> Claim   -- claim
    | kw<"else"> text                    -- rest

  Claim
    = OrClaim kw<"given"> OrClaim        -- given
    | OrClaim
  OrClaim
    = AndClaim (kw<"or"> AndClaim)+      -- or
    | AndClaim
  AndClaim
    = NotClaim (kw<"and"> NotClaim)+     -- and
    | NotClaim
  NotClaim
    = kw<"not"> NotClaim                 -- not
    | OneClaim
  OneClaim
    = "(" Claim ")"                                                              -- nested
    | kw<"all"> "(" NonemptyListOf<Claim, ";"> ")"                               -- all
    | kw<"any"> "(" NonemptyListOf<Claim, ";"> ")"                               -- any
    | kw<"for"> each variable kw<"of"> Event Between IfNone? kw<"holds"> "(" Claim ")"  -- for
    | kw<"holds"> "(" Fluent kw<"at"> instant InZone? ")"                        -- at
    | edge "(" Fluent "," Window ")"                                             -- edge
    | kw<"some"> Event Window                                                    -- some
    | kw<"no"> Event Window                                                      -- no
    | Measure comparison Bound                                                   -- compare
  IfNone = kw<"if"> kw<"none"> value
  InZone = kw<"in"> zone
  each = kw<"all"> | kw<"some"> | kw<"first">
  edge = kw<"begins"> | kw<"ends">
  value = kw<"true"> | kw<"false"> | kw<"void">

  Measure
    = kw<"count"> kw<"days">? "(" Event "," Window ")"            -- count
    | kw<"distinct"> variable "(" Event "," Window ")"            -- distinct
    | kw<"sum"> name Range? "(" Event "," Window ")"              -- sum
    | kw<"maxWindow"> "(" Event "," duration "," Window ")"       -- maxWindow
    | kw<"maxRun"> "(" Fluent "," Window RunCut? ")"              -- maxRun
    | kw<"length"> "(" Fluent "," Window ")"                      -- length
    | kw<"time"> "(" Event "," Window ")"                         -- time
  Range = "[" number ".." number "]"
  RunCut = "," kw<"to"> instant
  Bound
    = number "*" Measure sign number     -- multiple
    | instant
    | duration
    | number
  comparison = "<=" | ">=" | "!=" | "<" | ">" | "="
  sign = "+" | "-"

  Window = Between | Relative | Spell
  Between = kw<"from"> (opening | instant) until instant kw<"in"> zone
  until = kw<"until"> | kw<"through">
  opening = kw<"opening">
  Relative = Beyond? kw<"within"> duration kw<"after"> variable
  Beyond = kw<"beyond"> duration
  Spell = kw<"in"> kw<"first"> kw<"spell"> kw<"of"> OneFluent Between Ties
  Ties = kw<"ties"> ties
  ties = kw<"unknown"> | kw<"inside"> | kw<"outside">

  Event
    = Event kw<"while"> OneFluent Ties                                                       -- while
    | Event kw<"after"> OneEvent kw<"more"> kw<"than"> duration kw<"at"> kw<"most"> duration -- after
    | OneEvent
  OneEvent
    = kw<"starts"> "(" Event "," duration ")"       -- starts
    | kw<"nth"> "(" number "," Event "," Window ")" -- nth
    | kw<"first"> "(" Event "," Window ")"          -- first
    | "(" Event ")"                                 -- nested
    | Pattern
  Pattern = Types Among? By? On? With? Told?
  Types = "{" NonemptyListOf<type, ","> "}" -- several
    | type
  Among = kw<"among"> NonemptyListOf<NameOrNames, "&">
  By = kw<"by"> Actor
  On = kw<"on"> Actor
  Actor
    = kw<"not"> (variable | name)  -- not
    | variable
    | NameOrNames
  NameOrNames
    = Names
    | name
  Names = "{" NonemptyListOf<name, ","> "}"
  With = kw<"with"> NonemptyListOf<Test, "&">
  Test
    = name kw<"in"> "{" NonemptyListOf<scalar, ","> "}" -- in
    | name "!=" (variable | scalar)                     -- not
    | name "=" (variable | scalar)                      -- is
  Told = kw<"told"> kw<"by"> NameOrNames

  Fluent
    = AndFluent (kw<"or"> AndFluent)+    -- or
    | AndFluent
  AndFluent
    = NotFluent (kw<"and"> NotFluent)+   -- and
    | NotFluent
  NotFluent
    = kw<"not"> NotFluent                -- not
    | OneFluent
  OneFluent
    = kw<"hold"> "(" ListOf<HoldPart, ";"> ")"           -- hold
    | kw<"quiet"> "(" Event ")"                          -- quiet
    | kw<"state"> name                                   -- named
    | kw<"all"> "(" NonemptyListOf<Fluent, ";"> ")"      -- all
    | kw<"any"> "(" NonemptyListOf<Fluent, ";"> ")"      -- any
    | "(" Fluent ")"                                     -- nested
  HoldPart = Opened | Ended | Seed
  Opened = kw<"opened"> kw<"by"> NonemptyListOf<Opening, ",">
  Opening
    = Pattern kw<"lapse"> duration                            -- lapse
    | Pattern kw<"until"> name "+" duration Longest?          -- dated
  Longest = kw<"longest"> duration
  Ended = kw<"ended"> kw<"by"> NonemptyListOf<Ending, ",">
  Ending = Pattern kw<"ends"> scope
  scope = kw<"all"> | kw<"only">
  Seed = kw<"since"> instant kw<"until"> instant kw<"because"> text

  variable = "?" letter alnum*
  name = text | bareName
  bareName (a name) = ~reserved letter nameRest*
  type = text | bareType
  bareType (a type) = "*" | dotted
  dotted = ~reserved lower typeRest*
  typeRest = lower | digit | "-" | "."
  nameRest = alnum | "_" | "-"
  scalar = truth | number | text | bareName
  truth = kw<"true"> | kw<"false">
  text (a text in quotes) = "\"" character* "\""
  character = escaped | plain
  escaped = "\\" any
  plain = ~"\"" any
  number (a number) = "-"? digit+ ("." digit+)? (("e" | "E") ("+" | "-")? digit+)? ~letter
  duration (a duration such as 30d) = digit+ unit ~alnum
  unit = "s" | "m" | "h" | "d" | "w"
  instant (a date or an instant) = digit digit digit digit "-" digit digit "-" digit digit timeOfDay?
  timeOfDay = "T" (alnum | ":" | "+" | "-" | ".")+
  zone (a zone such as Europe/Kyiv) = letter (alnum | "_" | "-" | "+" | "/")*

  kw<word> = word ~nameRest
  reserved = word ~(nameRest | ".")
  word = "option" | "if" | "else" | "given" | "or" | "and" | "not" | "all" | "any" | "for" | "of" | "holds"
    | "begins" | "ends" | "some" | "none" | "no" | "count" | "distinct" | "sum" | "maxWindow" | "maxRun" | "length"
    | "time" | "from" | "until" | "through" | "opening" | "within" | "beyond" | "after" | "in" | "first" | "ties"
    | "while" | "more" | "at" | "starts" | "nth" | "among" | "by" | "on" | "with" | "told" | "hold" | "quiet"
    | "state" | "lapse" | "longest" | "opened" | "ended" | "since" | "because" | "true" | "false" | "to"
}
`);
