namespace Tandem.Load.Soak;

/// <summary>What became of the calls. Belongs to the loop of the phones; its figures are read from elsewhere.</summary>
internal sealed class SoakTally
{
    private readonly SortedDictionary<int, int> _failures = [];

    /// <summary>Calls begun.</summary>
    public int Begun { get; set; }

    public int Answered { get; private set; }

    public int Busy { get; private set; }

    public int Cancelled { get; private set; }

    /// <summary>Calls that ended in no way that was meant.</summary>
    public int Failed { get; private set; }

    /// <summary>Holds and resumes that were accepted.</summary>
    public int Held { get; set; }

    /// <summary>Transfers that were completed.</summary>
    public int Transferred { get; set; }

    /// <summary>Statuses of calls that failed, with how many there were.</summary>
    public string Failures
    {
        get
        {
            lock (_failures)
            {
                return string.Join(", ", _failures.Select(failure => $"{failure.Value} x {failure.Key}"));
            }
        }
    }

    public void Answer() => Answered++;

    /// <param name="status">The final status of an INVITE that was not answered.</param>
    public void Refuse(int status)
    {
        switch (status)
        {
            case 486:
                Busy++;
                break;
            case 487:
                Cancelled++;
                break;
            default:
                Failed++;
                lock (_failures)
                {
                    _failures[status] = _failures.GetValueOrDefault(status) + 1;
                }
                break;
        }
    }
}
