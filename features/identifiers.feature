Feature: The numbers that police know people by

  A number is read once and stored in one form. Its last letter is worked out from the digits before
  it, so that a slip of the pen is noticed while somebody can still put it right. A number that is
  corrected later still finds the page. Whoever has no number, or a foreign one, is as good as any.

  Sources: PNC ids [78][79], CRO numbers [80], arrest summons numbers [81]. Case 55 of the domain notes.

  Rule: A number is stored in one form

    @case-55
    Scenario Outline: The <kind> <typed>
      Given Robin was arrested on 1 May 2021
      When the <kind> "<typed>" becomes known on 2 May 2021
      Then it is stored as "<stored>"

      Examples: As printed, and as people shorten it
        | kind       | typed         | stored        |
        | PNC id     | 2003/0123456L | 2003/0123456L |
        | PNC id     | 03/123456l    | 2003/0123456L |
        | PNC id     | 20030062845E  | 2003/0062845E |
        | PNC id     | 2000/0000001A | 2000/0000001A |
        | CRO number | 123456/99L    | 123456/99L    |
        | CRO number | 265416/21g    | 265416/21G    |
        | CRO number | SF05/482703J  | SF05/482703J  |
        | CRO number | SF39/83D      | SF39/83D      |

      Examples: Two digits of a year are of the century that has come so far
        | kind   | typed       | stored        |
        | PNC id | 99/1234567B | 1999/1234567B |
        | PNC id | 19/1P       | 2019/0000001P |

  Rule: A wrong check letter is refused, and the right one told

    @case-55
    Scenario Outline: The <kind> <typed> ends wrongly
      Given Robin was arrested on 1 May 2021
      When the <kind> "<typed>" becomes known on 2 May 2021
      Then it is refused, as the check letter should be <letter>

      Examples:
        | kind       | typed         | letter |
        | PNC id     | 2003/0123456A | L      |
        | PNC id     | 2003/0123465L | W      |
        | CRO number | 123456/99M    | L      |
        | CRO number | SF39/83E      | D      |

    @case-55
    Scenario Outline: The <kind> <typed> is no such number
      Given Robin was arrested on 1 May 2021
      When the <kind> "<typed>" becomes known on 2 May 2021
      Then it is refused, as no such number

      Examples:
        | kind       | typed         |
        | PNC id     | 2003-0123456L |
        | PNC id     | 2022/0000001H |
        | CRO number | 99/L          |

    @case-55
    Scenario Outline: An arrest summons number <typed>
      When Robin is arrested on 1 May 2021 with the arrest summons number "<typed>"
      Then <answer>

      Examples: It belongs to the arrest, and not to the person
        | typed                   | answer                                         |
        | 11/01/ZD/01/448754       | it is refused, as no such number               |
        | 11/01/ZD/01/448754K     | it is allowed                                  |
        | 1101ZD0100000448754L    | it is refused, as the check letter should be K |

  Rule: A corrected number still finds the page

    @case-55
    Scenario: The PNC id was another's
      Given Robin was arrested on 1 May 2021
      And the PNC id "2003/0123456L" became known on 2 May 2021
      When the PNC id "2003/0123456L" proves on 5 May 2021 to be "2003/0062845E"
      Then the page is known by "2003/0062845E"
      And it was known by "2003/0123456L"

  Rule: Nobody needs a number

    @case-55
    Scenario: A person without any
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was arrested on 1 May 2021
      When eligibility is decided on 1 May 2021
      Then they are eligible

    @case-55
    Scenario: A number of another country has no check letter of ours
      Given Robin was arrested on 1 May 2021
      When the foreign number "XZ 44-19/b" becomes known on 2 May 2021
      Then it is stored as "XZ 44-19/b"
