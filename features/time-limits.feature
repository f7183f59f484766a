Feature: Time limits on charging

  A summary offence can be charged for six months only, and a contract may outlive them. The limit is
  looked at on entry and shows while the matter is open; it never lapses in silence.
  Sources: Magistrates' Courts Act 1980 s.127 [62][63]; DPP v Jackson, 2025 [64a]; Misuse of Drugs Act
  s.5(2), triable either way [60]; outcome 17 [52]; domain notes section 3, and section 7, cases 24 and
  25 [R].

  Rule: A contract that would outlive the limit is refused, or a named person answers for it

    @case-24
    Scenario Outline: <scheme> for being drunk and disorderly; an inspector overrides C5 <why>
      Given the scheme <scheme>
      And Robin, arrested on 10 December 2019 for being drunk and disorderly, was ready to sign on 14 January 2020
      And an inspector overrides C5 <why>
      When the contract is signed on 14 January 2020
      Then it <answer>

      Examples: Four months leave less than 28 days, twelve leave none
        | scheme                                        | why                  | answer                                    |
        | Checkpoint Cymru as launched in December 2019 | and says why         | stands on record that C5 stood in the way |
        | Checkpoint Cymru as announced in October 2019 | and says why         | stands on record that C5 stood in the way |
        | Checkpoint Cymru as launched in December 2019 | but does not say why | needs a rationale                         |

    @case-24
    Scenario: Nobody overrides it
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin, arrested on 10 December 2019 for being drunk and disorderly, was ready to sign on 14 January 2020
      When the contract is signed on 14 January 2020
      Then it is refused for C5

  Rule: The limit shows while the contract lives

    @case-24
    Scenario Outline: Twelve months for a summary offence, accepted by name, on <day>
      Given the scheme Checkpoint Cymru as announced in October 2019
      And Robin, arrested on 10 December 2019 for being drunk and disorderly, was ready to sign on 10 December 2019
      And an inspector overrides C5 and says why
      When the contract is signed on 10 December 2019
      Then on <day> what falls due is to charge them by 10 June 2020
      And on <day> they are under contract

      Examples: From the first day to the limit itself
        | day              |
        | 10 December 2019 |
        | 11 April 2020    |
        | 10 June 2020     |

  Rule: Nothing happens by itself when the limit has passed

    @case-24
    Scenario: The contract lives on after the limit
      Given the scheme Checkpoint Cymru as announced in October 2019
      And Robin, arrested on 10 December 2019 for being drunk and disorderly, was ready to sign on 10 December 2019
      And an inspector overrides C5 and says why
      When the contract is signed on 10 December 2019
      Then on 11 June 2020 they are under contract
      And on 11 June 2020 the record is pending
      And on 11 June 2020 what falls due is the end of the contract on 10 December 2020

    @case-24
    Scenario: Charged in time, rather than let lapse
      Given the scheme Checkpoint Cymru as announced in October 2019
      And Robin, arrested on 10 December 2019 for being drunk and disorderly, was ready to sign on 10 December 2019
      And an inspector overrides C5 and says why
      And the contract was signed on 10 December 2019
      And they broke the contract, and the matter was returned on 9 June 2020
      When they are charged on 10 June 2020
      Then it is allowed

  Rule: When the limit had passed at the breach, the matter closes as time-barred by a named decision

    @case-25
    Scenario Outline: Returned and closed with outcome 17 on <day>
      Given the scheme Checkpoint Cymru as announced in October 2019
      And Robin, arrested on 10 December 2019 for being drunk and disorderly, was ready to sign on 10 December 2019
      And an inspector overrides C5 and says why
      And the contract was signed on 10 December 2019
      And they broke the contract, and the matter was returned on 9 June 2020
      When the matter is closed on <day> with outcome 17
      Then it is <answer>
      And on <day> the record is <record>

      Examples: Not on the last day, on which a charge is still possible
        | day          | answer         | record                   |
        | 10 June 2020 | refused for F9 | at risk                  |
        | 11 June 2020 | allowed        | none, for another reason |

    @case-25
    Scenario: The breach itself came after the limit
      Given the scheme Checkpoint Cymru as announced in October 2019
      And Robin, arrested on 10 December 2019 for being drunk and disorderly, was ready to sign on 10 December 2019
      And an inspector overrides C5 and says why
      And the contract was signed on 10 December 2019
      And they broke the contract, and the matter was returned on 3 August 2020
      When they are charged on 4 August 2020
      Then it is refused for B9
      And on 4 August 2020 the record is at risk

  Rule: What was charged, cautioned or completed is not time-barred, however late it is

    @case-25
    Scenario Outline: Returned on 9 June 2020, and <what>; then closed with outcome 17
      Given the scheme Checkpoint Cymru as announced in October 2019
      And Robin, arrested on 10 December 2019 for being drunk and disorderly, was ready to sign on 10 December 2019
      And an inspector overrides C5 and says why
      And the contract was signed on 10 December 2019
      And they broke the contract, and the matter was returned on 9 June 2020
      And <what>
      When the matter is closed on 11 June 2020 with outcome 17
      Then it is <answer>

      Examples: A decision not to prosecute leaves it to the limit
        | what                                                | answer         |
        | they were charged on 10 June 2020                   | refused for F9 |
        | a caution was given on 10 June 2020 on an admission | refused for F9 |
        | it was decided on 10 June 2020 not to prosecute     | allowed        |

    @case-25
    Scenario: Charged on the last day, and convicted after it
      Given the scheme Checkpoint Cymru as announced in October 2019
      And Robin, arrested on 10 December 2019 for being drunk and disorderly, was ready to sign on 10 December 2019
      And an inspector overrides C5 and says why
      And the contract was signed on 10 December 2019
      And they broke the contract, and the matter was returned on 9 June 2020
      And they were charged on 10 June 2020
      When they are convicted on 13 July 2020
      Then it is allowed
      And on 13 July 2020 the record is not avoided

    Scenario: Completed, and nobody's authority passes over it
      Given the scheme Checkpoint Cymru as announced in October 2019
      And Robin, arrested on 10 December 2019 for being drunk and disorderly, was ready to sign on 10 December 2019
      And an inspector overrides C5 and says why
      And the contract was signed on 10 December 2019
      And the contract was completed on 11 December 2020
      And an inspector overrides F7 and says why
      When the matter is closed on 11 December 2020 with outcome 17
      Then it is refused for F7 and F9
