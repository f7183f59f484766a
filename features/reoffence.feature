Feature: New offences

  What a new arrest does to a contract, when a new offence counts, and what happens if it comes to
  light late or proves to be nothing. The day of the offence decides, never the day it was told.
  Sources: The Guardian, 7 October 2019 [1]; Durham Constabulary [12]; registration of Durham's trial
  [20]; Jones v Whalley [74]; domain notes section 7, cases 1 to 6, 12 and 13
  [R].

  Rule: An arrest for an offence in the term alleges a reoffence

    Scenario Outline: <scheme>, signed on 10 December 2019, arrested for a theft of <day>
      Given the scheme <scheme>
      And Robin signed a contract on 10 December 2019
      When they are arrested on 14 December 2020 for theft committed on <day>
      Then <answer>

      Examples: Four months as launched, twelve as announced
        | scheme                                        | day              | answer                  |
        | Checkpoint Cymru as launched in December 2019 | 10 December 2019 | no reoffence is alleged |
        | Checkpoint Cymru as launched in December 2019 | 11 December 2019 | a reoffence is alleged  |
        | Checkpoint Cymru as launched in December 2019 | 10 April 2020    | a reoffence is alleged  |
        | Checkpoint Cymru as launched in December 2019 | 11 April 2020    | no reoffence is alleged |
        | Checkpoint Cymru as announced in October 2019 | 11 April 2020    | a reoffence is alleged  |
        | Checkpoint Cymru as announced in October 2019 | 10 December 2020 | a reoffence is alleged  |
        | Checkpoint Cymru as announced in October 2019 | 11 December 2020 | no reoffence is alleged |

    Scenario: A contract that fell before binds nobody
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And they withdrew, and the matter was returned on 3 February 2020
      And they were charged on 10 February 2020
      And the matter was closed on 10 February 2020 with outcome 1
      When they are arrested on 4 March 2020 for theft committed on 3 March 2020
      Then no reoffence is alleged

  Rule: It does not matter whether the arrest or the contract was told first

    Scenario: A breach is taken back after a new arrest
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And a breach of 3 February 2020 was alleged on 4 February 2020
      And the breach was confirmed on 10 February 2020
      And they were arrested on 4 March 2020 for theft committed on 3 March 2020
      When the finding is taken back on 9 March 2020 by Superintendent Hughes
      Then a reoffence is alleged
      And on 4 March 2020 they are found in breach
      And on 9 March 2020 they are held by an allegation
      And on 11 April 2020 the record is at risk

    Scenario Outline: A withdrawal is found an error after an arrest for a theft of <day>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And they withdrew on 3 February 2020
      And they were arrested on 4 May 2020 for theft committed on <day>
      When the withdrawal is recorded in error, as is seen on 5 May 2020
      Then <answer>

      Examples: The day of the offence decides here too
        | day           | answer                  |
        | 10 April 2020 | a reoffence is alleged  |
        | 11 April 2020 | no reoffence is alleged |

    Scenario: A contract on paper is told after a new arrest
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was ready to sign a contract on 10 December 2019
      And they were arrested on 4 March 2020 for theft committed on 3 March 2020
      When a contract of 10 December 2019 is told, and why it comes late
      Then a reoffence is alleged
      And on 3 March 2020 they are under contract
      And on 4 March 2020 they are held by an allegation

    Scenario: An extension on paper is told after a new arrest
      Given the scheme Checkpoint Cymru as announced in October 2019
      And Robin signed a contract on 10 December 2019
      And they were arrested on 4 January 2021 for theft committed on 11 December 2020
      When an extension to 13 months of 1 December 2020 is told, and why it comes late
      Then a reoffence is alleged
      And on 4 January 2021 the record is at risk

    Scenario: What was alleged once is not alleged again
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And they were arrested on 4 March 2020 for theft committed on 3 March 2020
      And the reoffence was cleared on 9 March 2020 because no further action is taken
      And they withdrew on 10 March 2020
      When the withdrawal is recorded in error, as is seen on 11 March 2020
      Then no reoffence is alleged
      And on 11 March 2020 the record is pending

  Rule: What another page of the same person tells of is alleged by a person, before anybody completes

    @case-13
    Scenario Outline: Another force's page tells of a theft of <day>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And another force's page tells of an arrest on <day> for theft
      And on 4 May 2020 the pages were found to be one person's
      When the contract is completed on 5 May 2020
      Then it is <answer>
      And on 5 May 2020 the record is pending

      Examples: The last day of the contract, and the day after
        | day           | answer      |
        | 10 April 2020 | out of turn |
        | 11 April 2020 | allowed     |

    @case-13
    Scenario: Alleged and cleared
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And another force's page tells of an arrest on 10 April 2020 for theft
      And on 4 May 2020 the pages were found to be one person's
      And an offence of 10 April 2020 was alleged on 4 May 2020
      And the reoffence was cleared on 5 May 2020 because no further action is taken
      When the contract is completed on 5 May 2020
      Then it is allowed

    @case-13
    Scenario: Found to be one person's after completion and before the matter is closed
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin completed on 11 April 2020 a contract signed on 10 December 2019
      And another force's page tells of an arrest on 10 April 2020 for theft
      And on 4 May 2020 the pages were found to be one person's
      When the matter is closed on 5 May 2020 with outcome 22
      Then it is out of turn

    @case-13
    Scenario: It stands in the way of no other outcome than diversion
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin completed on 11 April 2020 a contract signed on 10 December 2019
      And another force's page tells of an arrest on 10 April 2020 for theft
      And on 4 May 2020 the pages were found to be one person's
      When the matter is closed on 5 May 2020 with outcome 10
      Then it is refused for F7 and F9

    @case-12
    Scenario: They were two persons' pages after all
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And another force's page tells of an arrest on 10 April 2020 for theft
      And on 4 May 2020 the pages were found to be one person's
      And on 5 May 2020 the pages were found to be two persons'
      When the contract is completed on 5 May 2020
      Then it is allowed

  Rule: An allegation is no breach

    @case-02
    Scenario: It holds the journey until it is decided
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      When they are arrested on 4 March 2020 for theft committed on 3 March 2020
      Then on 3 March 2020 they are under contract
      And on 4 March 2020 they are held by an allegation
      And on 4 March 2020 the record is at risk
      And on 11 April 2020 they are held by an allegation

    @case-02
    Scenario: No further action is taken on it
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And they were arrested on 4 March 2020 for theft committed on 3 March 2020
      When the reoffence is cleared on 3 April 2020 because no further action is taken
      Then on 2 April 2020 the record is at risk
      And on 3 April 2020 they are under contract
      And on 3 April 2020 the record is pending

    @case-02
    Scenario: A finding that rested on it alone falls with it
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And they were arrested on 4 March 2020 for theft committed on 3 March 2020
      And the reoffence was confirmed on 9 March 2020 after a charge
      And the matter was returned on 10 March 2020
      When the reoffence is cleared on 3 April 2020 because they are acquitted
      Then on 9 March 2020 they are found to have reoffended
      And on 10 March 2020 they are back with the investigating officer
      And on 3 April 2020 they are under contract
      And on 3 April 2020 the record is pending
      And the finding of a reoffence is still on the page

    Scenario: A finding that rested on something else too stays
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And an offence of 2 March 2020 was alleged on 4 March 2020
      And they broke the contract, and the matter was returned on 9 March 2020
      When the reoffence is cleared on 3 April 2020 because no further action is taken
      Then on 3 April 2020 they are back with the investigating officer

  Rule: Once the matter is charged, a person decides what a clearance means

    @case-03
    Scenario: Cleared after the charge for the first matter
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And they reoffended, and the matter was returned on 9 March 2020
      And they were charged on 16 March 2020
      And the reoffence was cleared on 3 April 2020 because they are acquitted
      When it is decided on 6 April 2020 not to prosecute
      And the matter is closed on 6 April 2020 with outcome 1
      Then on 3 April 2020 they are charged
      And on 3 April 2020 the record is at risk
      And on 6 April 2020 the record is none, for another reason
      And the finding of a reoffence is still on the page

    @case-03
    Scenario: Cleared while the prosecutor has the matter
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And they reoffended, and the matter was returned on 9 March 2020
      And the prosecutor was asked on 10 March 2020
      When the reoffence is cleared on 3 April 2020 because they are acquitted
      Then on 3 April 2020 they are with the prosecutor

  Rule: An offence from before the contract is no reoffence

    @case-05
    Scenario: It comes to light during the contract
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      When they are arrested on 4 March 2020 for theft committed on 9 December 2019
      Then no reoffence is alleged
      And on 4 March 2020 they are under contract
      And on 4 March 2020 the record is pending

    @case-05
    Scenario: Somebody alleges it, dated wrongly, and it is cleared
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And an offence of 11 December 2019 was alleged on 4 March 2020
      When the reoffence is cleared on 9 March 2020 because it was before the contract
      Then on 9 March 2020 they are under contract

    @case-05
    Scenario: Undisclosed, and a bar: a person returns the matter as no longer eligible
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And they were arrested on 4 March 2020 for robbery committed on 9 December 2019
      When the matter is returned on 9 March 2020
      Then on 8 March 2020 they are under contract
      And on 9 March 2020 they are back with the investigating officer

  Rule: A reoffence that comes to light after completion reopens nothing by itself

    @case-01
    Scenario Outline: <scheme>, closed on <closed>, arrested on <arrested> for a theft of <day>
      Given the scheme <scheme>
      And Robin completed on <closed> a contract signed on 10 December 2019
      And the matter was closed on <closed> with outcome 22
      When they are arrested on <arrested> for theft committed on <day>
      Then on <arrested> they are closed
      And on <arrested> the record is avoided
      And on <arrested> <look>

      Examples: A person has to look at an offence of the last day, and at none of the day after
        | scheme                                        | closed           | arrested       | day              | look                       |
        | Checkpoint Cymru as launched in December 2019 | 11 April 2020    | 4 May 2020     | 10 April 2020    | a person has to look at it |
        | Checkpoint Cymru as launched in December 2019 | 11 April 2020    | 4 May 2020     | 11 April 2020    | nobody has to look at it   |
        | Checkpoint Cymru as announced in October 2019 | 11 December 2020 | 4 January 2021 | 10 December 2020 | a person has to look at it |
        | Checkpoint Cymru as announced in October 2019 | 11 December 2020 | 4 January 2021 | 11 December 2020 | nobody has to look at it   |

    @case-01
    Scenario: Confirmed, it still takes a person to take completion back
      Given the scheme Checkpoint Cymru as launched in December 2019
      And the assurance reserves taking completion back
      And Robin completed on 11 April 2020 a contract signed on 10 December 2019
      And the matter was closed on 11 April 2020 with outcome 22
      And an offence of 3 March 2020 was alleged on 4 May 2020
      And the reoffence was confirmed on 1 June 2020 after a charge
      When completion is taken back on 2 June 2020
      Then on 1 June 2020 they are closed
      And on 1 June 2020 the record is avoided
      And on 2 June 2020 they are back with the investigating officer
      And on 2 June 2020 the record is at risk
      And the completion is still on the page

    @case-01 @case-02
    Scenario Outline: Acquitted after completion was taken back, a person decides on it anew
      Given the scheme <scheme>
      And the assurance reserves taking completion back
      And Robin completed on <completed> a contract signed on 10 December 2019
      And the matter was closed on <completed> with outcome 22
      And an offence of 3 March 2020 was alleged on 4 January 2021
      And the reoffence was confirmed on 1 February 2021 after a charge
      And completion was taken back on 2 February 2021
      And the reoffence was cleared on 3 May 2021 because they are acquitted
      When the contract is completed on 4 May 2021
      And the matter is closed on 5 May 2021 with outcome 22
      Then on 2 February 2021 they are back with the investigating officer
      And on 2 February 2021 the record is at risk
      And on 3 May 2021 they are awaiting completion
      And on 3 May 2021 the record is pending
      And on 5 May 2021 the record is avoided
      And on 5 May 2021 nobody has to look at it
      And the finding of a reoffence is still on the page

      Examples:
        | scheme                                        | completed        |
        | Checkpoint Cymru as launched in December 2019 | 11 April 2020    |
        | Checkpoint Cymru as announced in October 2019 | 11 December 2020 |
