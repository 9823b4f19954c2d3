using System.Text;
using System.Text.RegularExpressions;

namespace Tandem.Interop.Tests.Processes;

/// <summary>The lines that a process prints, and whoever waits for one.</summary>
internal sealed class ProcessOutput
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private TaskCompletionSource _more = NewSignal();
    private bool _isComplete;

    /// <summary>All of it so far.</summary>
    public string Text
    {
        get
        {
            lock (_lock)
            {
                return _text.ToString();
            }
        }
    }

    /// <summary>Takes a line; null is the end.</summary>
    public void Add(string? line)
    {
        lock (_lock)
        {
            _isComplete = line is null;
            if (line is not null)
            {
                _text.Append(line).Append('\n');
            }
            _more.SetResult();
            _more = NewSignal();
        }
    }

    /// <summary>Waits for text.</summary>
    /// <returns>The match; null where the end came first.</returns>
    public async Task<Match?> WaitForAsync(Regex pattern, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task more;
            lock (_lock)
            {
                var match = pattern.Match(_text.ToString());
                if (match.Success || _isComplete)
                {
                    return match.Success ? match : null;
                }
                more = _more.Task;
            }
            await more.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
