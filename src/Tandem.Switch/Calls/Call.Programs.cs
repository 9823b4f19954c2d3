using Tandem.Pbx.Model;

namespace Tandem.Switch.Calls;

/// <content>In whose hands the leg is: a program's, or the exchange's own.</content>
public sealed partial class Call
{
    private TaskCompletionSource? _apart;
    private int _turn;

    /// <summary>The application that has the leg in hand; null for none.</summary>
    internal string? Application { get; private set; }

    /// <summary>Whether a program has the leg in hand, and decides when it is over.</summary>
    internal bool IsProgrammed { get; private set; }

    /// <summary>Notes that an application has the leg in hand; seen once the leg is answered.</summary>
    /// <returns>What <see cref="Leave"/> is told when the application is done with it.</returns>
    internal int Enter(string application)
    {
        TakeAway();
        Application = application;
        IsProgrammed = true;
        var turn = _turn;
        ShowApplication();
        return turn;
    }

    /// <summary>An application is done: the leg ends, unless it was taken out of its hands.</summary>
    internal void Leave(int turn)
    {
        if (turn == _turn && !IsEnded)
        {
            Fail(HangupCause.NormalClearing);
        }
    }

    /// <summary>Takes the leg out of the hands of the application that has it.</summary>
    internal void TakeAway()
    {
        _turn++;
        Application = null;
        IsProgrammed = false;
        if (_apart is { } waiting)
        {
            // For whoever had it, the leg is now connected with somebody to its end.
            _apart = null;
            _ended.Task.ContinueWith(static (_, state) => ((TaskCompletionSource)state!).TrySetResult(), waiting, TaskScheduler.Default);
        }
    }

    /// <summary>Done when the leg talks with nobody any more and is not on its way to somebody, or is over; at once where it is so already.</summary>
    internal Task WhenApartAsync()
    {
        if (!IsProgrammed || IsEnded)
        {
            return _ended.Task;
        }
        if (IsApart)
        {
            return Task.CompletedTask;
        }
        return (_apart ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    internal void NoteApart()
    {
        if (_apart is not null && (IsEnded || IsApart))
        {
            _apart.TrySetResult();
            _apart = null;
        }
    }

    private bool IsApart => Peer is null && !IsInTransfer;

    private void ShowApplication()
    {
        if (IsAnswered && Application is not null && !TryCompleteTransfer(Application))
        {
            _manager.Model.EnterApplication(this, Application);
        }
    }
}
